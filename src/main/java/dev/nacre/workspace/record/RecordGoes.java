package dev.nacre.workspace.record;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.QueryParameters;
import dev.nacre.record.Checksum;
import dev.nacre.record.Form;
import dev.nacre.security.Permissions.Action;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.shell.Toast;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the history of a record leads.
 *
 * @param done told when the record was put back
 */
record RecordGoes(OpenApp app, Form form, UUID id, PastScreens past, Done done)
    implements Timeline.Goes {
  /** Told of a record that is another now. */
  interface Done {
    /** Shows it anew. */
    void show(OpenApp app, Form form, UUID id);
  }

  @Override
  public void show(long version) {
    UI.getCurrent()
        .navigate(
            Addresses.record(app.address(), form.id(), id),
            QueryParameters.of("version", String.valueOf(version)));
  }

  @Override
  public void compare(long from, long to) {
    new CompareDialog(app, form, id, past, from, to, this::restore).open();
  }

  @Override
  public @Nullable LongConsumer check() {
    return form.keepsChecksums() ? this::check : null;
  }

  private void check(long version) {
    String checksum =
        past.past().snapshot(app.forms(), form.id(), id, version, app.who()).version().checksum();
    if (checksum == null) {
      Toast.failed(app.context().text("past.check.covered"));
    } else {
      UI.getCurrent()
          .navigate(
              Addresses.check(app.address(), form.id()),
              QueryParameters.of("checksum", Checksum.shown(checksum)));
    }
  }

  @Override
  public @Nullable LongConsumer back() {
    return app.may(Action.UPDATE, form.id()) ? this::restore : null;
  }

  private void restore(long version) {
    new RestoreDialog(app, form, id, past, version, () -> done.show(app, form, id)).open();
  }
}
