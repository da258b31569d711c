package dev.nacre.designer.widget;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import dev.nacre.dashboard.WidgetResult;
import dev.nacre.designer.render.ChartView;
import dev.nacre.designer.render.FieldRenderers;
import dev.nacre.designer.render.RenderContext;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.DashboardDefinition;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One widget on a dashboard. It is drawn again only when what it shows has changed. */
public final class WidgetBox extends Section {
  private static final int PHONE_ROW = 56;

  private final String title;
  private final RenderContext context;
  private final FigureWords words;
  private final BiConsumer<String, Condition> open;
  private final Div content = new Div();
  private Optional<ChartView> chart = Optional.empty();
  private @Nullable WidgetResult shown;

  /**
   * A box.
   *
   * @param open opens the records of a form for which a condition holds
   */
  public WidgetBox(
      RenderContext context,
      FieldRenderers renderers,
      DashboardDefinition.Widget widget,
      BiConsumer<String, Condition> open) {
    this.context = context;
    this.title = widget.heading().in(context.locale());
    this.words = new FigureWords(context, renderers);
    this.open = open;
    addClassNames("nacre-widget", "of-" + widget.type());
    getElement().setAttribute("data-widget", widget.id());
    content.addClassName("content");
    add(new H2(title), content);
    DashboardDefinition.Place at = widget.at();
    if (at != null) {
      getStyle()
          .set("grid-column", (at.x() + 1) + " / span " + at.w())
          .set("grid-row", (at.y() + 1) + " / span " + at.h())
          .set("--phone-height", Math.max(2, at.h()) * PHONE_ROW + "px");
    } else {
      getStyle().set("grid-column", "span 6").set("grid-row", "span 4");
    }
  }

  /** Shows a result. */
  public void show(WidgetResult result) {
    if (result.equals(shown)) {
      return;
    }
    // what isn't open to somebody is no news to them every day
    setVisible(!(result instanceof WidgetResult.Refused refused) || !closed(refused));
    boolean same = shown != null && shown.getClass() == result.getClass();
    shown = result;
    if (same && chart.isPresent()) {
      draw(chart.get(), result);
      return;
    }
    content.removeAll();
    chart = Optional.empty();
    content.add(
        switch (result) {
          case WidgetResult.Figure figure -> number(figure);
          case WidgetResult.Series series when empty(series) -> nothing();
          case WidgetResult.Slices slices when slices.slices().isEmpty() -> nothing();
          case WidgetResult.Rows rows when rows.rows().isEmpty() -> nothing();
          case WidgetResult.Series series -> chart(series);
          case WidgetResult.Slices slices -> chart(slices);
          case WidgetResult.Rows rows -> new RowsTable(rows, words, open);
          case WidgetResult.Refused refused -> refused(refused);
        });
  }

  private static boolean closed(WidgetResult.Refused refused) {
    return refused.problems().stream().allMatch(problem -> problem.code().equals("not_allowed"));
  }

  private static boolean empty(WidgetResult.Series series) {
    return series.lines().stream().allMatch(line -> line.points().isEmpty());
  }

  private Component number(WidgetResult.Figure figure) {
    var button =
        new NativeButton(
            words.figure(figure.measure(), figure.value()),
            click -> open.accept(figure.form(), figure.records()));
    button.addClassName("nacre-number");
    button.getElement().setAttribute("aria-label", title + ": " + button.getText());
    return button;
  }

  private Component chart(WidgetResult result) {
    var view = new ChartView(title, this::clicked);
    chart = Optional.of(view);
    draw(view, result);
    return view;
  }

  private void draw(ChartView view, WidgetResult result) {
    var options = new ChartOptions(words);
    if (result instanceof WidgetResult.Series series) {
      view.draw(options.series(series));
    } else if (result instanceof WidgetResult.Slices slices) {
      view.draw(options.slices(slices));
    }
  }

  private void clicked(int series, int item) {
    if (shown instanceof WidgetResult.Series lines && series < lines.lines().size()) {
      List<WidgetResult.Point> points = lines.lines().get(series).points();
      if (item >= 0 && item < points.size()) {
        open.accept(lines.form(), points.get(item).records());
      }
    } else if (shown instanceof WidgetResult.Slices slices
        && item >= 0
        && item < slices.slices().size()) {
      open.accept(slices.form(), slices.slices().get(item).records());
    }
  }

  private Component nothing() {
    var quiet = new Span(context.text("dashboard.nothing"));
    quiet.addClassNames("nacre-quiet", "nothing");
    return quiet;
  }

  private Component refused(WidgetResult.Refused refused) {
    var quiet = new Span(Wording.of(refused.problems().getFirst(), context.locale()));
    quiet.addClassNames("nacre-quiet", "nothing");
    return quiet;
  }
}
