package dev.nacre.connector;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.expression.ExpressionEngine;
import dev.nacre.expression.Names;
import dev.nacre.expression.Shape;
import dev.nacre.metadata.ConnectorDefinition.Ingest;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Source;
import dev.nacre.metadata.Suggestions;
import dev.nacre.metadata.Value;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compiles inbound mappings against the forms that they fill. */
final class MappingCompiler {
  private final ExpressionEngine expressions;
  private final Forms forms;
  private final Problems problems;
  private final Names names;

  MappingCompiler(ExpressionEngine expressions, Forms forms, Problems problems) {
    this.expressions = expressions;
    this.forms = forms;
    this.problems = problems;
    this.names = new Names(null, false, null, Set.of("source"), true, this::shape);
  }

  private @Nullable Shape shape(String form) {
    return forms.find(form).orElse(null);
  }

  @Nullable IngestPlan compile(Ingest ingest, String at) {
    Form form = forms.find(ingest.form()).orElse(null);
    if (form == null) {
      problems.add(
          at + "/form",
          "ingest_form_unknown",
          ingest.form(),
          known(forms.byId().keySet()),
          Suggestions.question(ingest.form(), forms.byId().keySet()));
      return null;
    }
    Map<Field, MappingNode> sources = map(form, ingest.map(), at + "/map");
    checkKey(ingest.key(), form, ingest.map().keySet(), at + "/key");
    checkKeep(ingest, at + "/keep");
    JsonPointer time =
        ingest.sourceTime() == null ? null : pointer(ingest.sourceTime(), at + "/sourceTime");
    CompiledFormula when = ingest.when() == null ? null : formula(ingest.when(), at + "/when");
    return new IngestPlan(
        ingest.id(),
        ingest.operation(),
        form,
        ingest.key(),
        time,
        when,
        new MappingPlan(sources, Set.copyOf(ingest.keep())));
  }

  private void checkKeep(Ingest ingest, String at) {
    for (int i = 0; i < ingest.keep().size(); i++) {
      String id = ingest.keep().get(i);
      if (ingest.key().contains(id)) {
        problems.add(at + "/" + i, "keep_is_key", id);
      } else if (!ingest.map().containsKey(id)) {
        problems.add(at + "/" + i, "keep_not_mapped", id);
      }
    }
  }

  private void checkKey(List<String> key, Form form, Set<String> mapped, String at) {
    for (int i = 0; i < key.size(); i++) {
      String id = key.get(i);
      Field field = form.field(id).orElse(null);
      if (field == null) {
        unknown(form, id, at + "/" + i);
      } else if (field.lines()) {
        problems.add(at + "/" + i, "key_is_table", id);
      } else if (!mapped.contains(id)) {
        problems.add(at + "/" + i, "key_not_mapped", id);
      }
    }
  }

  private Map<Field, MappingNode> map(Form form, Map<String, Source> map, String at) {
    var sources = new LinkedHashMap<Field, MappingNode>();
    map.forEach(
        (id, source) -> {
          String here = at + "/" + Json.escape(id);
          Field field = form.field(id).orElse(null);
          if (field == null) {
            unknown(form, id, here);
          } else if (field.computed()) {
            problems.add(here, "map_field_computed", id);
          } else {
            MappingNode node = target(field, source, here);
            if (node != null) {
              sources.put(field, node);
            }
          }
        });
    return sources;
  }

  private @Nullable MappingNode target(Field field, Source source, String at) {
    Form far = field.target();
    return switch (source) {
      case Source.Each each -> {
        if (!field.lines() || far == null) {
          problems.add(at, "each_needs_table", field.id());
          yield null;
        }
        JsonPointer array = pointer(each.each(), at + "/each");
        Map<Field, MappingNode> lines = map(far, each.map(), at + "/map");
        yield array == null ? null : new MappingNode.Each(array, new MappingPlan(lines, Set.of()));
      }
      case Source source1 when field.lines() -> {
        problems.add(at, "table_needs_each", field.id());
        yield null;
      }
      case Source.Lookup lookup -> {
        if (far == null) {
          problems.add(at, "lookup_needs_link", field.id());
          yield null;
        }
        Field by = far.field(lookup.link()).filter(f -> !f.lines()).orElse(null);
        if (by == null) {
          unknown(far, lookup.link(), at + "/link");
        }
        MappingNode from = value(lookup.from(), at + "/from");
        yield by == null || from == null ? null : new MappingNode.Lookup(far, by, from);
      }
      case Source.Pointer pointer -> value(pointer, at);
      case Source.Translate translate -> {
        translate
            .translate()
            .forEach((from, to) -> literal(field, to, at + "/translate/" + Json.escape(from)));
        if (translate.otherwise() != null) {
          literal(field, translate.otherwise(), at + "/otherwise");
        }
        yield value(translate, at);
      }
      case Source.Computed computed -> {
        if (computed.value() instanceof Value.Literal literal) {
          literal(field, literal.json(), at + "/value");
        }
        yield value(computed, at);
      }
    };
  }

  /**
   * A literal that its field wouldn't take is found when the app is checked, not at the first
   * payload.
   */
  private void literal(Field field, JsonNode json, String at) {
    if (field.linked() == null) {
      field.read(json, at, problems);
    }
  }

  private @Nullable MappingNode value(Source source, String at) {
    return switch (source) {
      case Source.Pointer p -> {
        JsonPointer pointer = pointer(p.pointer(), at);
        yield pointer == null ? null : new MappingNode.At(pointer);
      }
      case Source.Computed c -> {
        if (c.value() instanceof Value.Literal literal) {
          yield new MappingNode.Literal(text(literal.json()));
        }
        CompiledFormula formula = formula(c.value(), at);
        yield formula == null ? null : new MappingNode.Computed(formula);
      }
      case Source.Translate t -> {
        MappingNode from = value(t.from(), at + "/from");
        var table = new LinkedHashMap<String, JsonNode>();
        t.translate().forEach((key, to) -> table.put(key, text(to)));
        JsonNode otherwise = t.otherwise() == null ? null : text(t.otherwise());
        yield from == null ? null : new MappingNode.Translate(from, table, otherwise);
      }
      case Source.Each e -> {
        problems.add(at, "source_not_single");
        yield null;
      }
      case Source.Lookup l -> {
        problems.add(at, "source_not_single");
        yield null;
      }
    };
  }

  private @Nullable CompiledFormula formula(Value value, String at) {
    String inner =
        switch (value) {
          case Value.Expr e -> "/expr";
          case Value.Js j -> "/js";
          case Value.Literal l -> "";
          case Value.Field f -> "";
        };
    return expressions.value(value, names, at + inner, problems);
  }

  private @Nullable JsonPointer pointer(String text, String at) {
    try {
      return JsonPointer.compile(text);
    } catch (IllegalArgumentException e) {
      problems.add(at, "pointer_invalid", text);
      return null;
    }
  }

  private static JsonNode text(JsonNode literal) {
    String text = Scalars.text(literal);
    return text == null ? literal : TextNode.valueOf(text);
  }

  private void unknown(Form form, String id, String at) {
    if (!form.doubts(id)) {
      Set<String> ids = form.fields().stream().map(Field::id).collect(Collectors.toSet());
      problems.add(
          at, "map_field_unknown", id, form.id(), known(ids), Suggestions.question(id, ids));
    }
  }

  private static String known(Set<String> ids) {
    return ids.stream().sorted().collect(Collectors.joining(", "));
  }
}
