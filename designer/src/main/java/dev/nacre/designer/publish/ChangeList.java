package dev.nacre.designer.publish;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.nacre.app.change.Difference;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import java.util.List;

/** What publishing would change, file by file. */
final class ChangeList extends Div {
  ChangeList(Desk desk) {
    addClassName("nd-changes");
    List<Difference> changes = desk.session().changes();
    if (changes.isEmpty()) {
      add(new Paragraph(desk.text("changes.none")));
    }
    String file = "";
    for (Difference change : changes) {
      if (!file.equals(change.file())) {
        file = change.file();
        var path = new Span(file);
        path.addClassName("nd-muted");
        add(new H3(new Span(title(desk, file)), path));
      }
      add(line(desk, change));
    }
  }

  private static String title(Desk desk, String file) {
    var files =
        desk.session().files().text(file).isPresent()
            ? desk.session().files()
            : desk.session().published();
    return Definitions.title(files, file, desk.locale());
  }

  private static Div line(Desk desk, Difference change) {
    String kind = ChangeWords.kind(change);
    var badge = new Span(desk.text("change." + kind));
    badge.addClassNames("nd-badge", "nd-" + kind);
    var values = new Span(ChangeWords.values(change));
    values.addClassNames("nd-muted", "nd-code");
    var line = new Div(badge, new Span(ChangeWords.what(desk, change)), values);
    line.addClassName("nd-change");
    return line;
  }
}
