package dev.nacre.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.expression.CompiledCondition;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.expression.ExpressionEngine;
import dev.nacre.expression.Names;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.FormDefinition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Suggestions;
import dev.nacre.metadata.Text;
import dev.nacre.metadata.Value;
import dev.nacre.storage.Identifiers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compiles what a form says beside its fields: rules, states, uniqueness, title, layout, views. */
final class RuleCompiler {
  private final ExpressionEngine expressions;
  private final Form form;
  private final Problems problems;
  private final Names names;

  RuleCompiler(
      ExpressionEngine expressions, Map<String, Form> forms, Form form, Problems problems) {
    this.expressions = expressions;
    this.form = form;
    this.problems = problems;
    this.names = Names.of(form, forms::get).withOld();
  }

  void compile() {
    FormDefinition definition = form.definition();
    if (definition.titleField() != null) {
      own(field(definition.titleField(), "/titleField"), "/titleField");
    }
    unique(definition);
    twice(definition.rules().stream().map(FormDefinition.Rule::id).toList(), "/rules/");
    twice(definition.views().stream().map(FormDefinition.View::id).toList(), "/views/");
    for (int i = 0; i < definition.rules().size(); i++) {
      rule(definition.rules().get(i), "/rules/" + i);
    }
    form.ruleBy(form.computeOrder().stream().filter(step -> read(step, form.rules())).toList());
    if (definition.states() != null) {
      states(definition.states());
    }
    FormDefinition.History history = definition.history();
    if (history != null && history.when() != null) {
      form.noteWhen(expressions.condition(history.when(), names, "/history/when", problems));
    }
    if (definition.layout() != null) {
      for (int i = 0; i < definition.layout().sections().size(); i++) {
        fields(definition.layout().sections().get(i).fields(), "/layout/sections/" + i + "/fields");
      }
    }
    for (int i = 0; i < definition.views().size(); i++) {
      view(definition.views().get(i), "/views/" + i);
    }
  }

  private void twice(List<String> ids, String at) {
    for (int i = 0; i < ids.size(); i++) {
      if (ids.indexOf(ids.get(i)) < i) {
        problems.add(at + i + "/id", "id_twice", ids.get(i));
      }
    }
  }

  private void unique(FormDefinition definition) {
    for (Field field : form.fields()) {
      if (field.definition().unique() && !field.derived()) {
        int place = definition.fields().indexOf(field.definition());
        addUnique(List.of(field), "/fields/" + place + "/unique");
      }
    }
    for (int i = 0; i < definition.unique().size(); i++) {
      List<Field> fields = fields(definition.unique().get(i), "/unique/" + i);
      if (!fields.isEmpty()) {
        addUnique(fields, "/unique/" + i);
      }
    }
  }

  private void addUnique(List<Field> fields, String at) {
    for (Field field : fields) {
      if (own(field, at) == null) {
        return;
      }
      if (!field.type().ordered()) {
        problems.add(at, "unique_not_here", field.id());
        return;
      }
    }
    String name =
        form.id() + "$u$" + String.join("$", fields.stream().map(Field::columnName).toList());
    form.add(new Form.UniqueGroup(Identifiers.fit(name), fields));
  }

  /** Whether rules that give values read a computed field, or any of its table. */
  private static boolean read(Form.Step step, List<Form.Rule> rules) {
    String name = step.table() == null ? step.field().id() : step.table().id();
    for (Form.Rule rule : rules) {
      if (!rule.gives()) {
        continue;
      }
      if (rule.when() != null && rule.when().reads().contains(name)) {
        return true;
      }
      for (Form.Action action : rule.then()) {
        if (action instanceof Form.Action.Set set
            && set.value() instanceof FieldValue.Computed computed
            && reads(set.table(), computed.formula(), name)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean reads(@Nullable Field table, CompiledFormula formula, String name) {
    return table == null
        ? formula.reads().contains(name)
        : table.id().equals(name) || formula.reads().contains("record." + name);
  }

  private void rule(FormDefinition.Rule rule, String at) {
    CompiledCondition when =
        rule.when() == null
            ? null
            : expressions.condition(rule.when(), names, at + "/when", problems);
    var actions = new ArrayList<Form.Action>();
    for (int i = 0; i < rule.then().size(); i++) {
      String there = at + "/then/" + i;
      rule.then()
          .get(i)
          .forEach((verb, json) -> actions.addAll(action(verb, json, there + "/" + verb)));
    }
    form.add(new Form.Rule(rule.id(), when, actions));
  }

  private List<Form.Action> action(String verb, JsonNode json, String at) {
    if (verb.equals("block")) {
      return List.of(new Form.Action.Block(Json.MAPPER.convertValue(json, Text.class)));
    }
    if (verb.equals("set")) {
      var actions = new ArrayList<Form.Action>();
      json.properties()
          .forEach(
              e -> {
                Form.Action.Set set =
                    set(e.getKey(), Value.read(e.getValue()), at + "/" + e.getKey());
                if (set != null) {
                  actions.add(set);
                }
              });
      return actions;
    }
    if (json.isObject()) {
      return json.properties().stream()
          .flatMap(e -> options(verb, e.getKey(), e.getValue(), at + "/" + e.getKey()))
          .toList();
    }
    Field field = field(json.asText(), at);
    if (field == null) {
      return List.of();
    }
    return List.of(
        switch (verb) {
          case "require" -> new Form.Action.Require(field);
          case "show" -> new Form.Action.Show(field);
          case "hide" -> new Form.Action.Hide(field);
          case "readOnly" -> new Form.Action.ReadOnly(field);
          default -> throw new IllegalStateException("the schema knows no action " + verb);
        });
  }

  /** What gives a field of the record its value, or a field of a table's lines theirs. */
  private Form.Action.@Nullable Set set(String path, Value value, String at) {
    int dot = path.indexOf('.');
    Field table = dot < 0 ? null : field(path.substring(0, dot), at);
    if (dot < 0) {
      Field target = field(path, at);
      FieldValue given = target == null ? null : value(target, value, names, at);
      return target == null || given == null ? null : new Form.Action.Set(null, target, given);
    }
    Form lines = table == null || !table.lines() ? null : table.target();
    if (lines == null) {
      if (table != null) {
        problems.add(at, "rule_no_lines", table.id());
      }
      return null;
    }
    Field target = lines.field(path.substring(dot + 1)).orElse(null);
    if (target == null) {
      List<String> known = lines.fields().stream().map(Field::id).toList();
      if (!lines.doubts(path.substring(dot + 1))) {
        problems.add(
            at,
            "field_unknown",
            path,
            String.join(", ", known),
            Suggestions.question(path.substring(dot + 1), known));
      }
      return null;
    }
    FieldValue given = value(target, value, names.within(lines), at);
    if (given == null) {
      return null;
    }
    target.rule();
    return new Form.Action.Set(table, target, given);
  }

  private Stream<Form.Action> options(String verb, String id, JsonNode options, String at) {
    Field field = field(id, at);
    if (field == null) {
      return Stream.of();
    }
    boolean limits = verb.equals("limit");
    boolean fits = field.fieldType().hasOptions() && (limits || field.type() == ValueType.SEVERAL);
    if (field.computed() || !fits) {
      String wrong = limits ? "limit_not_choice" : "rule_not_several";
      problems.add(at, field.computed() ? "field_computed" : wrong, id);
      return Stream.of();
    }
    var only = new LinkedHashSet<String>();
    for (int i = 0; i < options.size(); i++) {
      JsonNode option = options.get(i);
      JsonNode value =
          field.type() == ValueType.SEVERAL ? Json.MAPPER.createArrayNode().add(option) : option;
      var found = new Problems();
      field.read(value, "", found);
      String there = at + "/" + i;
      found.list().stream()
          .filter(p -> !p.code().equals("choice_count")) // one alone may be too few
          .forEach(p -> problems.add(new Problem(p.file(), there, p.code(), p.args())));
      only.add(option.asText());
    }
    return Stream.of(
        switch (verb) {
          case "limit" -> new Form.Action.Limit(field, only);
          case "add" -> new Form.Action.Add(field, only);
          default -> new Form.Action.Remove(field, only);
        });
  }

  private @Nullable FieldValue value(Field target, Value value, Names names, String at) {
    if (target.computed() || target.lines()) {
      problems.add(at, "field_computed", target.id());
      return null;
    }
    return switch (value) {
      case Value.Literal literal ->
          new FieldValue.Constant(target.read(literal.json(), at, problems));
      case Value.Expr e -> computed(e, names, at);
      case Value.Field f -> computed(f, names, at);
      case Value.Js j -> {
        problems.add(at, "script_not_here");
        yield null;
      }
    };
  }

  private @Nullable FieldValue computed(Value value, Names names, String at) {
    CompiledFormula formula = expressions.value(value, names, at, problems);
    return formula == null ? null : new FieldValue.Computed(formula);
  }

  private void states(FormDefinition.States states) {
    Field field = own(field(states.field(), "/states/field"), "/states/field");
    if (field == null) {
      return;
    }
    if (!field.fieldType().hasStates()) {
      problems.add("/states/field", "states_not_choice", field.id());
      return;
    }
    if (states.initial() != null) {
      field.read(
          Json.MAPPER.getNodeFactory().textNode(states.initial()), "/states/initial", problems);
    }
    for (int i = 0; i < states.transitions().size(); i++) {
      FormDefinition.Transition transition = states.transitions().get(i);
      String at = "/states/transitions/" + i;
      field.read(Json.MAPPER.getNodeFactory().textNode(transition.from()), at + "/from", problems);
      field.read(Json.MAPPER.getNodeFactory().textNode(transition.to()), at + "/to", problems);
    }
  }

  /** What makes columns must be a choice, and what makes days a day or a moment. */
  private void by(FormDefinition.View view, String at) {
    String by = view.by();
    Field field = by == null ? null : form.field(by).orElse(null);
    if (by != null && field == null) {
      name(by, at + "/by");
    } else if (field != null) {
      boolean fits =
          switch (view.type()) {
            case "kanban" -> field.fieldType().hasStates();
            case "calendar" -> field.type() == ValueType.DATE || field.type() == ValueType.MOMENT;
            default -> false;
          };
      if (!fits) {
        problems.add(at + "/by", "view_by_wrong", by, view.type());
      }
    }
  }

  private void view(FormDefinition.View view, String at) {
    by(view, at);
    for (int i = 0; i < view.columns().size(); i++) {
      name(view.columns().get(i), at + "/columns/" + i);
    }
    for (int i = 0; i < view.sort().size(); i++) {
      name(Query.Sort.read(view.sort().get(i)).field(), at + "/sort/" + i);
    }
    if (view.filter() != null) {
      expressions.filter(view.filter(), names, at + "/filter", problems);
    }
  }

  private List<Field> fields(List<String> ids, String at) {
    var fields = new ArrayList<Field>();
    for (int i = 0; i < ids.size(); i++) {
      Field field = field(ids.get(i), at + "/" + i);
      if (field != null) {
        fields.add(field);
      }
    }
    return fields;
  }

  /** The field, if its values are its own. */
  private @Nullable Field own(@Nullable Field field, String at) {
    if (field != null && field.derived()) {
      problems.add(at, "derived_not_here", field.id());
      return null;
    }
    return field;
  }

  private @Nullable Field field(String id, String at) {
    Field field = form.field(id).orElse(null);
    if (field == null) {
      unknown(id, at);
    }
    return field;
  }

  private void name(String id, String at) {
    if (form.name(id).isEmpty()) {
      unknown(id, at);
    }
  }

  private void unknown(String id, String at) {
    if (form.doubts(id)) {
      return;
    }
    List<String> known = form.fields().stream().map(Field::id).toList();
    problems.add(
        at, "field_unknown", id, String.join(", ", known), Suggestions.question(id, known));
  }
}
