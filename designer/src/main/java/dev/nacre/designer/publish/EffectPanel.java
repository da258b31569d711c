package dev.nacre.designer.publish;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.metadata.Json;
import dev.nacre.record.change.Effect;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * What publishing means for the records there are: counted beside the screen, since there may be
 * millions, with the ones in question a click away.
 */
final class EffectPanel extends Div {
  private final Desk desk;

  /**
   * Counts for that desk's draft.
   *
   * @param counted told of what was found, on the screen's thread
   */
  EffectPanel(Desk desk, Consumer<List<Effect>> counted) {
    this.desk = desk;
    addClassName("nd-effects");
    getElement().setAttribute("role", "status");
    add(new Paragraph(desk.text("effects.counting")));
    addAttachListener(
        attached -> {
          if (attached.isInitialAttach()) {
            count(attached.getUI(), counted);
          }
        });
  }

  private void count(UI ui, Consumer<List<Effect>> counted) {
    desk.surroundings()
        .background(
            () -> {
              List<Effect> effects = desk.session().plan();
              var unused =
                  ui.access(
                      () -> {
                        show(effects);
                        counted.accept(effects);
                      });
            });
  }

  private void show(List<Effect> effects) {
    removeAll();
    if (effects.isEmpty()) {
      return;
    }
    add(new H3(desk.text("effects.title")));
    effects.stream().filter(Effect::blocking).forEach(effect -> add(line(effect)));
    effects.stream().filter(e -> !e.blocking()).forEach(effect -> add(line(effect)));
  }

  private Div line(Effect effect) {
    String weight = effect.blocking() ? "blocking" : effect.rows() > 0 ? "careful" : "fine";
    var badge = new Span(desk.text("effect." + weight));
    badge.addClassNames("nd-badge", "nd-" + weight);
    var form = new Span(title(effect));
    form.addClassName("nd-muted");
    var what = new Div(form, new Span(effect.says().message(desk.locale())));
    String hint = effect.says().hint(desk.locale());
    if (!hint.isEmpty()) {
      var todo = new Span(hint);
      todo.addClassName("nd-muted");
      what.add(todo);
    }
    if (effect.shows() != null && effect.rows() > 0) {
      what.add(records(effect));
    }
    what.addClassName("nd-effect-text");
    var line = new Div(badge, what);
    line.addClassName("nd-change");
    line.getElement().setAttribute("data-effect", effect.kind().id());
    return line;
  }

  private String title(Effect effect) {
    String file = "forms/" + effect.form() + ".json";
    var session = desk.session();
    var files = session.files().text(file).isPresent() ? session.files() : session.published();
    return Definitions.title(files, file, desk.locale());
  }

  private Anchor records(Effect effect) {
    String filter =
        URLEncoder.encode(
            Json.write(Json.MAPPER.createArrayNode().add(effect.shows().json())),
            StandardCharsets.UTF_8);
    String address =
        "app/" + desk.session().app() + "/list/" + effect.form() + "/-?filter=" + filter;
    var link = new Anchor(address, desk.text("effects.open"), AnchorTarget.BLANK);
    link.getElement().setAttribute("router-ignore", true);
    return link;
  }
}
