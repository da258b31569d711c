package dev.nacre.workspace.traffic;

import dev.nacre.connector.InboxPreview;
import dev.nacre.connector.ReplayEngine;
import dev.nacre.connector.Trial;
import dev.nacre.event.CauseCount;
import dev.nacre.event.EntryState;
import dev.nacre.event.Finding;
import dev.nacre.event.InboxEntry;
import dev.nacre.event.InboxFilter;
import dev.nacre.event.InboxSearch;
import dev.nacre.event.InboxStore;
import dev.nacre.event.LedgerPage;
import dev.nacre.record.transfer.Job;
import dev.nacre.security.Identity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What comes in. */
record Incoming(
    InboxStore store, InboxSearch search, InboxPreview preview, ReplayEngine replays, String app)
    implements Ledger {
  private static final int PAGE = 50;

  @Override
  public LedgerPage<Entry> page(Wish wish, @Nullable Long cursor) {
    EntryState state = wish.state() == null ? null : EntryState.byId(wish.state()).orElse(null);
    LedgerPage<InboxEntry> found = search.newest(filter(wish).in(state).page(cursor, PAGE));
    return new LedgerPage<>(found.entries().stream().map(Incoming::entry).toList(), found.next());
  }

  private InboxFilter filter(Wish wish) {
    return InboxFilter.of(app)
        .from(wish.connector())
        .text(wish.text())
        .cause(wish.cause())
        .between(wish.from(), null);
  }

  @Override
  public Optional<Entry> entry(long id) {
    return store.get(app, id).map(Incoming::entry);
  }

  @Override
  public List<Cause> causes() {
    List<CauseCount> counts = search.causes(app, null);
    Map<Long, InboxEntry> newest =
        search.these(counts.stream().map(CauseCount::newest).toList()).stream()
            .collect(Collectors.toMap(InboxEntry::id, entry -> entry));
    return counts.stream()
        .map(
            count -> {
              InboxEntry entry = newest.get(count.newest());
              return new Cause(count, entry == null ? null : entry(entry));
            })
        .toList();
  }

  private static Entry entry(InboxEntry entry) {
    return new Entry(
        entry.id(),
        entry.connector(),
        entry.key() == null ? "" : entry.key(),
        entry.state().id(),
        entry.receivedAt(),
        entry.findings().stream().map(Finding::problem).toList(),
        text(entry.body()),
        text(entry.original()),
        entry.headers(),
        null,
        entry.state() != EntryState.RECEIVED,
        entry.attempts(),
        entry.state() == EntryState.RECEIVED && entry.attempts() > 0 ? entry.dueAt() : null,
        entry.records().stream().map(r -> new Link(r.form(), r.id())).distinct().toList());
  }

  private static @Nullable String text(byte @Nullable [] body) {
    return body == null ? null : new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public boolean replay(long id, Identity who) {
    return store.replay(app, id, who);
  }

  @Override
  public boolean correct(long id, String body, Identity who) {
    return store.correct(app, id, body.getBytes(StandardCharsets.UTF_8), who);
  }

  @Override
  public Job replayAll(Wish wish, Identity who) {
    return replays.inbox(filter(wish).in(EntryState.DEAD), who);
  }

  @Override
  public @Nullable List<Trial.Mapped> preview(long id, String body) {
    return store
        .get(app, id)
        .map(entry -> preview.of(entry, body.getBytes(StandardCharsets.UTF_8)))
        .orElse(null);
  }

  @Override
  public boolean previews() {
    return true;
  }
}
