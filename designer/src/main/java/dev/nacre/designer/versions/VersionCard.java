package dev.nacre.designer.versions;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.nacre.app.Version;
import dev.nacre.designer.desk.Desk;
import dev.nacre.metadata.Json;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;

/** One version: who made it, why, and what can be done with it. */
final class VersionCard extends Div {
  private static final int SHORT_HASH = 10;

  VersionCard(
      Desk desk,
      EngineVersions engine,
      String app,
      Version version,
      VersionsScreen.Attempt attempt) {
    addClassName("nd-version");
    getElement().setAttribute("data-version", String.valueOf(version.number()));
    var number = new Span(desk.text("versions.number", version.number()));
    number.addClassName("nd-version-number");
    var head = new Div(number);
    head.addClassName("nd-version-head");
    if (version.released()) {
      var badge = new Span(desk.text("versions.served"));
      badge.addClassNames("nd-badge", "nd-added");
      head.add(badge);
    }
    String time =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(desk.locale())
            .format(version.createdAt().atZone(ZoneId.systemDefault()));
    String author = desk.people().getOrDefault(version.createdBy(), version.createdBy());
    var about = new Span(desk.text("versions.by", author, time));
    about.addClassName("nd-muted");
    var hash = new Span(version.hash().substring(0, SHORT_HASH));
    hash.addClassNames("nd-muted", "nd-code");
    hash.setTitle(version.hash());
    head.add(about, hash);
    add(head);
    String note = version.note();
    if (note != null && !note.isBlank()) {
      add(new Paragraph(note));
    }
    int n = version.number();
    var changes =
        button(
            desk,
            "changes",
            () ->
                new DiffDialog(
                        desk,
                        desk.text("versions.changes.title", n),
                        engine.files(app, n - 1),
                        engine.files(app, n))
                    .open());
    var draft =
        button(
            desk,
            "draft",
            () ->
                new DiffDialog(
                        desk,
                        desk.text("versions.draft.title", n),
                        engine.files(app, n),
                        engine.draft(app))
                    .open());
    var restore =
        button(
            desk,
            "restore",
            () ->
                ask(
                    desk,
                    "restore",
                    n,
                    () ->
                        attempt.to(
                            desk.text("versions.restore.done", n), () -> engine.restore(app, n))));
    var all = Json.MAPPER.createArrayNode();
    all.addObject().put("version", n);
    var release =
        button(
            desk,
            "all",
            () ->
                ask(
                    desk,
                    "all",
                    n,
                    () ->
                        attempt.to(
                            desk.text("versions.all.done", n), () -> engine.release(app, all))));
    var buttons = new Div(changes, draft, restore, release);
    buttons.addClassName("nd-version-acts");
    add(buttons);
  }

  private static Button button(Desk desk, String what, Runnable act) {
    var button = new Button(desk.text("versions." + what), click -> act.run());
    button.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
    button.getElement().setAttribute("data-action", what);
    return button;
  }

  /** Asks first: others are served something else from then on, or lose what they worked on. */
  static void ask(Desk desk, String what, Object about, Runnable act) {
    var dialog = new ConfirmDialog();
    dialog.setHeader(desk.text("versions." + what + ".ask", about));
    dialog.setText(desk.text("versions." + what + ".about"));
    dialog.setCancelable(true);
    dialog.setCancelText(desk.text("cancel"));
    dialog.setConfirmText(desk.text("versions." + what));
    dialog.addConfirmListener(confirm -> act.run());
    dialog.open();
  }
}
