package dev.nacre.designer.versions;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import dev.nacre.app.Packs;
import dev.nacre.app.change.DifferenceWords;
import dev.nacre.app.change.Merge;
import dev.nacre.designer.desk.Words;
import dev.nacre.designer.render.Wording;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a pack would change, item by item, with a choice for each. */
final class PackDialog extends Dialog {
  private static final int MOST = 300;

  private final Map<String, Merge.Side> chosen = new HashMap<>();

  PackDialog(
      Words says, EngineVersions engine, byte[] zip, Packs.DryRun run, PackUpload.Attempt attempt) {
    setHeaderTitle(says.text("packs.title", run.app()));
    setWidth("60rem");
    var words = new DifferenceWords(run.here(), run.result(), says.locale());
    for (Merge.Cause cause : List.of(Merge.Cause.BOTH, Merge.Cause.PACK, Merge.Cause.LOCAL)) {
      List<Merge.Item> items =
          run.items().stream().filter(item -> item.cause() == cause).limit(MOST).toList();
      if (!items.isEmpty()) {
        add(new H3(says.text("packs.cause." + cause.id())));
        var list = new Div();
        list.addClassName("nd-changes");
        items.forEach(item -> list.add(line(says, words, item)));
        add(list);
      }
    }
    if (run.items().isEmpty()) {
      add(new Paragraph(says.text("versions.same")));
    }
    var refusal = new Div();
    refusal.addClassName("nd-error");
    run.problems().forEach(p -> refusal.add(new Paragraph(Wording.of(p, says.locale()))));
    add(refusal);
    var install =
        new Button(
            says.text("packs.install_now"),
            click -> {
              close();
              attempt.to(
                  run.app(),
                  says.text("packs.done", run.app()),
                  () -> engine.install(zip, this::side));
            });
    install.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    install.setDisableOnClick(true);
    install.getElement().setAttribute("data-action", "install-now");
    install.setEnabled(run.problems().isEmpty() && !run.items().isEmpty());
    getFooter().add(new Button(says.text("cancel"), click -> close()), install);
  }

  private Merge.Side side(String item, Merge.Side rule) {
    return chosen.getOrDefault(item, rule);
  }

  private Div line(Words says, DifferenceWords words, Merge.Item item) {
    Div line =
        DiffDialog.line(
            says, item.difference().kind(), words.say(item.difference()), item.difference());
    var side = new Select<Merge.Side>();
    side.setItems(Merge.Side.values());
    side.setItemLabelGenerator(one -> says.text("packs.side." + one.id()));
    side.setValue(item.taken());
    side.addThemeName("small");
    side.addValueChangeListener(change -> chosen.put(item.key(), change.getValue()));
    line.add(side);
    return line;
  }
}
