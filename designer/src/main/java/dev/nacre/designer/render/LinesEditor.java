package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.metadata.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Edits the lines of a record in place: on wide screens as a table, on narrow ones as cards. Below
 * the last line a blank one is always ready, which counts as soon as something is written into it:
 * Enter goes there without waiting for the server, so that nobody types faster than lines come.
 */
final class LinesEditor implements FieldEditor {
  /**
   * Whoever types faster than the blank line comes loses keys for a moment, instead of finding them
   * in the wrong field.
   */
  private static final String NEXT_ON_ENTER =
      """
      this.addEventListener('keydown', event => {
        if (event.key !== 'Enter' || event.defaultPrevented || event.isComposing) {
          return;
        }
        const from = event.target;
        if (from.localName === 'vaadin-button') {
          return;
        }
        const go = tries => {
          const next = this.nextElementSibling?.querySelector('input:not([type=color])');
          if (next) {
            next.focus();
          } else if (tries > 0) {
            from.blur();
            setTimeout(() => go(tries - 1), 50);
          } else {
            from.focus();
          }
        };
        go(20);
      });
      """;

  /**
   * More lines than this are kept, but not drawn until asked for: nobody edits hundreds by hand.
   */
  private static final int DRAWN = 100;

  private final List<RenderedField> columns;
  private final RenderContext context;
  private final Div box = new Div();
  private final Div head = new Div();
  private final Div body = new Div();
  private final Span label;
  private final Span error = new Span();
  private final Button add;
  private final Button more;
  private final List<LineRow> rows = new ArrayList<>();
  private final List<Runnable> listeners = new ArrayList<>();
  private Optional<LineRow> spare = Optional.empty();
  private ArrayNode hidden = JsonNodeFactory.instance.arrayNode();
  private boolean readOnly;
  private boolean fixed;

  LinesEditor(FieldDefinition field, List<RenderedField> columns, RenderContext context) {
    this.columns = columns;
    this.context = context;
    label = new Span(field.title().in(context.locale()));
    label.addClassName("nacre-lines-label");
    box.addClassName("nacre-lines");
    box.getElement().setAttribute("data-field", field.id());
    box.getStyle().set("--line-columns", template());
    var table = new Div(head, body);
    table.addClassName("nacre-lines-table");
    table.getElement().setAttribute("role", "table");
    table.getElement().setAttribute("aria-label", label.getText());
    body.getElement().setAttribute("role", "rowgroup");
    heading();
    add = new Button(context.text("render.line.add"), VaadinIcon.PLUS.create());
    add.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    add.addClickListener(click -> addLine());
    more = new Button("", click -> drawRest());
    more.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    more.setVisible(false);
    error.addClassName("nacre-lines-error");
    error.getElement().setAttribute("role", "alert");
    box.add(label, table, more, error, add);
  }

  private String template() {
    return columns.stream()
            .map(
                c -> "minmax(" + c.columnWidth() * 3 / 4 + "px, " + (c.alignsEnd() ? 1 : 2) + "fr)")
            .collect(Collectors.joining(" "))
        + " 2.25rem";
  }

  private void heading() {
    head.addClassName("nacre-line-head");
    head.getElement().setAttribute("role", "row");
    for (RenderedField column : columns) {
      var cell = new Span(column.label(context));
      cell.getElement().setAttribute("role", "columnheader");
      cell.setClassName("end", column.alignsEnd());
      cell.setClassName("required", column.definition().required());
      head.add(cell);
    }
  }

  private LineRow line() {
    var row =
        new LineRow[] {null}; // the row's own buttons name it, before the constructor has returned
    row[0] = new LineRow(columns, context, () -> written(row[0]), () -> remove(row[0]));
    row[0].readOnly(readOnly);
    if (fixed) {
      row[0].fixed();
    }
    // in the browser, since the next key may come before an answer would
    row[0].getElement().executeJs(NEXT_ON_ENTER);
    return row[0];
  }

  private LineRow append() {
    LineRow row = line();
    rows.add(row);
    body.add(row);
    return row;
  }

  /** Has a blank line below the last, where lines may be added and all are drawn. */
  private void haveSpare() {
    if (!readOnly && !fixed && hidden.isEmpty() && spare.isEmpty()) {
      LineRow blank = line();
      blank.spare(true);
      body.add(blank);
      spare = Optional.of(blank);
    }
  }

  private void noSpare() {
    spare.ifPresent(body::remove);
    spare = Optional.empty();
  }

  private void written(LineRow row) {
    if (spare.filter(row::equals).isPresent()) {
      row.spare(false);
      rows.add(row);
      spare = Optional.empty();
      haveSpare();
    }
    tell();
  }

  private void addLine() {
    drawRest();
    spare.ifPresent(
        row -> {
          row.addClassName("wanted");
          row.focusFirst();
        });
  }

  private void remove(LineRow row) {
    int at = rows.indexOf(row);
    rows.remove(row);
    body.remove(row);
    if (!rows.isEmpty()) {
      rows.get(Math.min(at, rows.size() - 1)).focusFirst();
    }
    tell();
  }

  private void drawRest() {
    hidden.forEach(line -> append().show(line));
    hidden = JsonNodeFactory.instance.arrayNode();
    more.setVisible(false);
    haveSpare();
  }

  private void tell() {
    listeners.forEach(Runnable::run);
  }

  @Override
  public Component component() {
    return box;
  }

  @Override
  public JsonNode value() {
    ArrayNode lines = JsonNodeFactory.instance.arrayNode();
    rows.forEach(row -> lines.add(row.value()));
    return lines.addAll(hidden);
  }

  @Override
  public void show(JsonNode value) {
    rows.clear();
    body.removeAll();
    spare = Optional.empty();
    hidden = JsonNodeFactory.instance.arrayNode();
    for (JsonNode line : value) {
      if (rows.size() < DRAWN) {
        append().show(line);
      } else {
        hidden.add(line);
      }
    }
    more.setVisible(!hidden.isEmpty());
    more.setText(context.text("render.line.more", hidden.size()));
    haveSpare();
  }

  @Override
  public void refresh(JsonNode value) {
    if (value.size() != rows.size() + hidden.size()) {
      show(value);
      return;
    }
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i).refresh(value.path(i));
    }
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void readOnly(boolean nowReadOnly) {
    readOnly = nowReadOnly;
    rows.forEach(row -> row.readOnly(nowReadOnly));
    if (readOnly) {
      noSpare();
    } else {
      haveSpare();
    }
    add.setVisible(!nowReadOnly && !fixed);
  }

  @Override
  public void fixed() {
    fixed = true;
    rows.forEach(LineRow::fixed);
    noSpare();
    add.setVisible(false);
  }

  @Override
  public void required(boolean required) {
    label.setClassName("required", required);
  }

  @Override
  public void problems(List<Problem> problems) {
    var own = new ArrayList<Problem>(problems);
    for (int i = 0; i < rows.size(); i++) {
      String at = "/" + i;
      List<Problem> below =
          problems.stream().filter(p -> p.pointer().startsWith(at + "/")).toList();
      own.removeAll(below);
      rows.get(i)
          .problems(
              below.stream()
                  .map(
                      p ->
                          new Problem(
                              p.file(), p.pointer().substring(at.length()), p.code(), p.args()))
                  .toList());
    }
    error.setText(
        own.stream().map(p -> Wording.of(p, context.locale())).collect(Collectors.joining(" ")));
  }

  @Override
  public void focus() {
    Optional<LineRow> wrong = rows.stream().filter(LineRow::isWrong).findFirst();
    if (wrong.isPresent()) {
      wrong.get().focusWrong();
    } else if (rows.isEmpty()) {
      spare.ifPresentOrElse(LineRow::focusFirst, add::focus);
    } else {
      rows.getFirst().focusFirst();
    }
  }

  @Override
  public void withoutLabel() {
    label.setVisible(false);
  }
}
