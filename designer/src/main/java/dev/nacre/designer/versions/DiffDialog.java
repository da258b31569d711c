package dev.nacre.designer.versions;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.nacre.app.change.Difference;
import dev.nacre.app.change.DifferenceWords;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Words;
import dev.nacre.metadata.AppFiles;
import java.util.List;

/** What differs between two states of an app, a sentence each. */
final class DiffDialog extends Dialog {
  DiffDialog(Desk desk, String title, AppFiles before, AppFiles after) {
    setHeaderTitle(title);
    setWidth("48rem");
    List<Difference> differences = Difference.between(before, after);
    var words = new DifferenceWords(before, after, desk.locale());
    var list = new Div();
    list.addClassName("nd-changes");
    if (differences.isEmpty()) {
      list.add(new Paragraph(desk.text("versions.same")));
    }
    for (Difference difference : differences) {
      list.add(line(desk.words(), difference.kind(), words.say(difference), difference));
    }
    add(list);
    getFooter().add(new Button(desk.text("versions.close"), click -> close()));
  }

  static Div line(Words says, String kind, String sentence, Difference difference) {
    var badge = new Span(says.text("change." + kind));
    badge.addClassNames("nd-badge", "nd-" + kind);
    var text = new Span(sentence);
    text.setTitle(difference.file() + " " + difference.pointer());
    var line = new Div(badge, text);
    line.addClassName("nd-change");
    return line;
  }
}
