package dev.nacre.workspace.traffic;

import dev.nacre.connector.InboxPreview;
import dev.nacre.connector.ReplayEngine;
import dev.nacre.event.InboxSearch;
import dev.nacre.event.InboxStore;
import dev.nacre.event.OutboxSearch;
import dev.nacre.event.OutboxStore;
import jakarta.inject.Singleton;

/** Both directions of traffic of each app. */
@Singleton
public final class Ledgers {
  private final InboxStore inbox;
  private final InboxSearch came;
  private final InboxPreview preview;
  private final OutboxStore outbox;
  private final OutboxSearch went;
  private final ReplayEngine replays;

  Ledgers(
      InboxStore inbox,
      InboxSearch came,
      InboxPreview preview,
      OutboxStore outbox,
      OutboxSearch went,
      ReplayEngine replays) {
    this.inbox = inbox;
    this.came = came;
    this.preview = preview;
    this.outbox = outbox;
    this.went = went;
    this.replays = replays;
  }

  Ledger in(String app) {
    return new Incoming(inbox, came, preview, replays, app);
  }

  Ledger out(String app) {
    return new GoingOut(outbox, went, replays, app);
  }
}
