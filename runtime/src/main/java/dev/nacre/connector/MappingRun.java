package dev.nacre.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.expression.FormulaException;
import dev.nacre.expression.Scope;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.transfer.LinkIndex;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One payload on its way through one mapping: what it may see, and what was found. */
final class MappingRun {
  private final Scope scope;
  private final ZoneId zone;
  private final Problems problems = new Problems();
  private final List<PendingLink> links = new ArrayList<>();

  /**
   * A run.
   *
   * @param zone of times that name none
   */
  MappingRun(Scope scope, ZoneId zone) {
    this.scope = scope;
    this.zone = zone;
  }

  /** A link whose record is looked up once a batch, for all of it together. */
  record PendingLink(
      ObjectNode data, String field, Form far, Field by, Object wanted, String pointer) {}

  void pend(PendingLink link) {
    links.add(link);
  }

  void found(String pointer, String code, Object... args) {
    problems.add(pointer, code, args);
  }

  /** What doesn't fit; pointers name target fields. */
  Problems problems() {
    return problems;
  }

  /** Says which records will be needed. */
  void want(LinkIndex index) {
    links.forEach(link -> index.want(link.far(), link.by(), link.wanted()));
  }

  /** Sets the links, now that the records are known. */
  void link(LinkIndex index) {
    for (PendingLink link : links) {
      var id = index.find(link.far(), link.by(), link.wanted());
      if (id == null) {
        found(
            link.pointer(),
            "link_target_missing",
            link.far().id(),
            link.by().id(),
            Scalars.plain(link.wanted()));
      } else {
        link.data().put(link.field(), id.toString());
      }
    }
  }

  @Nullable Object read(Field field, String text, String pointer) {
    return field.fieldType().readText(text, field.settings(), zone, pointer, problems);
  }

  /** A value of the payload as the text that the field reads. */
  JsonNode fit(JsonNode value, Field field, String pointer) {
    String text = Scalars.text(value);
    if (text == null) {
      // an object or array stays one: the field says whether it takes it
      return value.isContainerNode() ? value : NullNode.instance;
    }
    if (field.type() == ValueType.MOMENT) {
      if (SourceTime.none(text)) {
        return NullNode.instance;
      }
      var moment = SourceTime.read(value, zone);
      if (moment == null) {
        found(pointer, "source_time_unreadable", text);
      }
      return moment == null ? NullNode.instance : TextNode.valueOf(moment.toString());
    }
    return TextNode.valueOf(text);
  }

  /** The result of a formula, of no field's type yet. */
  JsonNode compute(CompiledFormula formula, JsonNode payload, String pointer) {
    Object value = evaluate(formula, payload, pointer);
    return value == null ? NullNode.instance : TextNode.valueOf(Scalars.plain(value));
  }

  /** The result of a formula, rounded and converted as the field wants it. */
  JsonNode coerce(CompiledFormula formula, JsonNode payload, Field field, String pointer) {
    Object value = evaluate(formula, payload, pointer);
    Object fitting =
        value == null
            ? null
            : field.fieldType().coerce(value, field.settings(), zone, pointer, problems);
    if (fitting == null) {
      return NullNode.instance;
    }
    JsonNode json = field.fieldType().write(fitting, field.settings());
    String text = Scalars.text(json);
    return text == null ? json : TextNode.valueOf(text);
  }

  private @Nullable Object evaluate(CompiledFormula formula, JsonNode payload, String pointer) {
    try {
      return formula.evaluate(scope.with("source", payload));
    } catch (FormulaException e) {
      e.problems().forEach(problem -> problems.add(problem.below(pointer)));
      return null;
    }
  }
}
