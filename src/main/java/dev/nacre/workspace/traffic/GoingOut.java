package dev.nacre.workspace.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.connector.ReplayEngine;
import dev.nacre.connector.Trial;
import dev.nacre.event.LedgerPage;
import dev.nacre.event.OutboxEntry;
import dev.nacre.event.OutboxFilter;
import dev.nacre.event.OutboxSearch;
import dev.nacre.event.OutboxState;
import dev.nacre.event.OutboxStore;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.record.transfer.Job;
import dev.nacre.security.Identity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What goes out. */
record GoingOut(OutboxStore store, OutboxSearch search, ReplayEngine replays, String app)
    implements Ledger {
  private static final int PAGE = 50;

  @Override
  public LedgerPage<Entry> page(Wish wish, @Nullable Long cursor) {
    OutboxState state = wish.state() == null ? null : OutboxState.byId(wish.state()).orElse(null);
    LedgerPage<OutboxEntry> found = search.newest(filter(wish).in(state).page(cursor, PAGE));
    return new LedgerPage<>(found.entries().stream().map(GoingOut::entry).toList(), found.next());
  }

  private OutboxFilter filter(Wish wish) {
    return OutboxFilter.of(app)
        .from(wish.connector())
        .text(wish.text())
        .cause(wish.cause())
        .between(wish.from(), null);
  }

  @Override
  public List<Cause> causes() {
    return search.causes(app, null).stream()
        .map(count -> new Cause(count, entry(count.newest()).orElse(null)))
        .toList();
  }

  @Override
  public Optional<Entry> entry(long id) {
    return store.get(app, id).map(GoingOut::entry);
  }

  private static Entry entry(OutboxEntry entry) {
    return new Entry(
        entry.id(),
        entry.connector(),
        entry.operation(),
        entry.state().id(),
        entry.createdAt(),
        entry.problems(),
        pretty(entry.body()),
        pretty(entry.original()),
        Map.of(),
        pretty(entry.answer()),
        (entry.state() == OutboxState.PENDING || entry.state() == OutboxState.DEAD)
            && !entry.sending(),
        entry.attempts(),
        entry.state() == OutboxState.PENDING ? entry.dueAt() : null,
        entry.about() == null
            ? List.of()
            : List.of(new Link(entry.about().form(), entry.about().record())));
  }

  private static @Nullable String pretty(@Nullable String json) {
    JsonNode tree = json == null ? null : Json.read(json, new Problems());
    return tree == null || tree.isNull() ? null : Json.pretty(tree);
  }

  @Override
  public boolean replay(long id, Identity who) {
    return store.replay(app, id, who);
  }

  @Override
  public boolean correct(long id, String body, Identity who) {
    JsonNode tree = Json.read(body, new Problems());
    return tree != null && store.correct(app, id, tree, who);
  }

  /** What may have been done already is left for somebody to look at one by one. */
  @Override
  public Job replayAll(Wish wish, Identity who) {
    return replays.outbox(filter(wish).sure(true), who);
  }

  @Override
  public @Nullable List<Trial.Mapped> preview(long id, String body) {
    return null;
  }

  @Override
  public boolean previews() {
    return false;
  }
}
