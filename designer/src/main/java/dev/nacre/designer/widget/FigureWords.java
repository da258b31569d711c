package dev.nacre.designer.widget;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;
import dev.nacre.dashboard.WidgetResult.Label;
import dev.nacre.designer.render.FieldRenderers;
import dev.nacre.designer.render.Formats;
import dev.nacre.designer.render.RenderContext;
import dev.nacre.designer.render.RenderedField;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.Aggregate;
import dev.nacre.record.Aggregation;
import dev.nacre.record.Field;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the values of widgets as lists and records write them. */
final class FigureWords {
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd");
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyy-MM");

  private final RenderContext context;
  private final FieldRenderers renderers;

  FigureWords(RenderContext context, FieldRenderers renderers) {
    this.context = context;
    this.renderers = renderers;
  }

  /** A key as it stands on an axis or in a legend. */
  String key(Aggregation.Key key, Label label) {
    if (label.value() == null) {
      return context.text("dashboard.empty_key");
    }
    return key.by() == null ? value(key.field(), label) : span(key.by(), label.value());
  }

  private String span(Aggregate.Span by, Object value) {
    return switch (value) {
      case Instant moment -> HOUR.format(moment.atZone(context.zone()));
      case LocalDate day ->
          switch (by) {
            case HOUR, DAY, WEEK -> DAY.format(day);
            case MONTH -> MONTH.format(day);
            case YEAR -> String.valueOf(day.getYear());
          };
      default -> value.toString();
    };
  }

  /** What all others together are called. */
  String others() {
    return context.text("dashboard.others");
  }

  /** A field's value. */
  String value(Field field, Label label) {
    return label.title() != null
        ? label.title()
        : rendered(field)
            .map(f -> f.text(json(field, label), context))
            .orElseGet(() -> String.valueOf(label.value()));
  }

  /** A field's value as a component. */
  Component show(Field field, Label label) {
    if (label.value() == null) {
      return new Span();
    }
    return label.title() != null
        ? new Span(label.title())
        : rendered(field)
            .map(f -> f.show(json(field, label), context))
            .orElseGet(() -> new Span(String.valueOf(label.value())));
  }

  /** What a measure is called. */
  String name(Aggregation.Figure figure) {
    if (figure.label() != null) {
      return figure.label().in(context.locale());
    }
    String fn = context.text("dashboard.fn." + figure.fn().name().toLowerCase(Locale.ROOT));
    return figure.field() == null ? fn : context.text("dashboard.fn.of", label(figure.field()), fn);
  }

  /** What a field is called. */
  String label(Field field) {
    return rendered(field).map(f -> f.label(context)).orElse(field.id());
  }

  /** A figure as people read it; a dash for none. */
  String figure(Aggregation.Figure figure, @Nullable Object value) {
    if (value == null) {
      return "–";
    }
    boolean plain =
        figure.field() == null
            || figure.fn() == Aggregate.Fn.COUNT
            || !(value instanceof BigDecimal);
    if (value instanceof BigDecimal number && (plain || figure.field() == null)) {
      return Formats.number(number, context.locale());
    }
    return figure.field() == null
        ? value.toString()
        : value(figure.field(), new Label(value, null));
  }

  /** The sign that stands before the figures of a measure; empty for none. */
  String sign(Aggregation.Figure figure) {
    boolean money =
        figure.field() != null
            && !figure.field().system()
            && figure.field().definition().type().equals("money")
            && figure.fn() != Aggregate.Fn.COUNT;
    return money ? Formats.sign(context.currency()) : "";
  }

  private Optional<RenderedField> rendered(Field field) {
    if (field.system()) {
      return renderers.system(field.id());
    }
    FieldDefinition definition = field.definition();
    return Optional.of(renderers.of(definition));
  }

  /** Covered values are text already. */
  private static JsonNode json(Field field, Label label) {
    Object value = label.value();
    if (value == null) {
      return NullNode.instance;
    }
    boolean typed = !field.system() && field.type().javaClass().isInstance(value);
    return typed
        ? field.fieldType().write(value, field.settings())
        : value instanceof BigDecimal number
            ? DecimalNode.valueOf(number)
            : TextNode.valueOf(value.toString());
  }
}
