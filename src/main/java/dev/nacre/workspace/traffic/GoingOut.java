package dev.nacre.workspace.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.event.OutboxEntry;
import dev.nacre.event.OutboxFilter;
import dev.nacre.event.OutboxState;
import dev.nacre.event.OutboxStore;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.security.Identity;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What goes out. */
record GoingOut(OutboxStore store, String app) implements Ledger {
  @Override
  public List<Entry> newest(@Nullable String state) {
    OutboxFilter filter = OutboxFilter.of(app);
    return store
        .list(state == null ? filter : filter.in(OutboxState.byId(state).orElse(null)))
        .stream()
        .map(GoingOut::entry)
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
}
