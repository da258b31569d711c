package dev.nacre.workspace.traffic;

import dev.nacre.event.EntryState;
import dev.nacre.event.Finding;
import dev.nacre.event.InboxEntry;
import dev.nacre.event.InboxFilter;
import dev.nacre.event.InboxStore;
import dev.nacre.security.Identity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What comes in. */
record Incoming(InboxStore store, String app) implements Ledger {
  @Override
  public List<Entry> newest(@Nullable String state) {
    InboxFilter filter = InboxFilter.of(app);
    return store
        .list(state == null ? filter : filter.in(EntryState.byId(state).orElse(null)))
        .stream()
        .map(Incoming::entry)
        .toList();
  }

  @Override
  public Optional<Entry> entry(long id) {
    return store.get(app, id).map(Incoming::entry);
  }

  private static Entry entry(InboxEntry entry) {
    byte[] body = entry.body();
    return new Entry(
        entry.id(),
        entry.connector(),
        entry.key() == null ? "" : entry.key(),
        entry.state().id(),
        entry.receivedAt(),
        entry.findings().stream().map(Finding::problem).toList(),
        body == null ? null : new String(body, StandardCharsets.UTF_8),
        null,
        entry.state() != EntryState.RECEIVED,
        entry.attempts(),
        entry.state() == EntryState.RECEIVED && entry.attempts() > 0 ? entry.dueAt() : null,
        entry.records().stream().map(r -> new Link(r.form(), r.id())).distinct().toList());
  }

  @Override
  public boolean replay(long id, Identity who) {
    return store.replay(app, id, who);
  }

  @Override
  public boolean correct(long id, String body, Identity who) {
    return store.correct(app, id, body.getBytes(StandardCharsets.UTF_8), who);
  }
}
