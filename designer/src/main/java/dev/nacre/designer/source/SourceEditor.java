package dev.nacre.designer.source;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.draft.JsonLines;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The open file as text. What can be read is kept at once; what is wrong stands at its line. */
public final class SourceEditor extends Div {
  private final Desk desk;
  private final CodeArea area = new CodeArea(this::typed);
  private final Div numbers = new Div();
  private final Div problems = new Div();
  private String path = "";

  /** The editor of that desk. */
  public SourceEditor(Desk desk) {
    this.desk = desk;
    addClassName("nd-source-editor");
    numbers.addClassName("nd-source-numbers");
    numbers.getElement().setAttribute("aria-hidden", "true");
    problems.addClassName("nd-source-problems");
    var scroll = new Div(numbers, area);
    scroll.addClassName("nd-source-scroll");
    add(scroll, problems);
    area.getElement().setAttribute("aria-label", desk.text("source"));
    desk.listen(event -> show());
    show();
  }

  private void show() {
    String text = desk.session().files().text(desk.path()).orElse("");
    boolean other = !path.equals(desk.path());
    path = desk.path();
    // what is being typed may differ by what can't be read yet
    if (other || (!text.equals(area.text()) && readable(area.text()).isEmpty())) {
      area.show(text);
    }
    mark(desk.session().problems(path));
  }

  private void typed(String text) {
    List<Problem> unreadable = readable(text);
    if (unreadable.isEmpty()) {
      desk.session().put(path, text);
    } else {
      mark(unreadable);
      var note = new Span(desk.text("source.unkept"));
      note.addClassName("nd-muted");
      problems.add(note);
    }
  }

  private List<Problem> readable(String text) {
    var found = new Problems();
    if (path.endsWith(".json")) {
      Json.read(text, found);
    }
    return found.list();
  }

  private void mark(List<Problem> found) {
    String text = area.text();
    var lines = new JsonLines(text);
    var wrong = found.stream().map(p -> line(p, lines)).collect(Collectors.toSet());
    numbers.removeAll();
    int last = (int) text.chars().filter(c -> c == '\n').count() + 1;
    area.getElement().getStyle().set("--nd-lines", String.valueOf(last));
    numbers.add(
        IntStream.rangeClosed(1, last)
            .mapToObj(
                n -> {
                  var number = new Span(String.valueOf(n));
                  number.setClassName("nd-wrong", wrong.contains(n));
                  return number;
                })
            .toArray(Span[]::new));
    problems.removeAll();
    for (Problem problem : found) {
      int line = line(problem, lines);
      String words = words(problem);
      String place = desk.text("source.line", line);
      var entry = new NativeButton(words.startsWith(place) ? words : place + " " + words);
      entry.addClassName("nd-problem");
      entry.addClickListener(click -> area.go(line));
      problems.add(entry);
    }
  }

  private String words(Problem problem) {
    String pointer = problem.pointer().isEmpty() ? "" : problem.pointer() + ": ";
    return pointer + Wording.of(problem, desk.locale());
  }

  /** Where the problem stands; a text that can't be read names its line itself. */
  private static int line(Problem problem, JsonLines lines) {
    if (problem.code().equals("json_unreadable")) {
      String line = problem.args().getFirst();
      return line.chars().allMatch(Character::isDigit) ? Integer.parseInt(line) : 1;
    }
    // no pointer leads into what isn't JSON: there the line stands beside what is wrong
    if (problem.file() != null && !problem.file().endsWith(".json") && problem.args().size() > 1) {
      String line = problem.args().get(1);
      return line.matches("\\d{1,6}") ? Integer.parseInt(line) : 1;
    }
    return lines.line(problem.pointer());
  }

  /** Shows the line of a problem. */
  public void go(Problem problem) {
    area.go(line(problem, new JsonLines(area.text())));
  }
}
