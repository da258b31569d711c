package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.nacre.connector.Connector;
import dev.nacre.expression.CompiledCondition;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.expression.Names;
import dev.nacre.expression.Scripts;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Ids;
import dev.nacre.metadata.PageDefinition;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Suggestions;
import dev.nacre.metadata.Text;
import dev.nacre.metadata.Value;
import dev.nacre.metadata.WorkflowDefinition;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Query;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a kind may ask while its settings are compiled. Pointers are relative to the settings; what
 * gives null has reported why.
 */
public final class CompileContext {
  private final Compilation compilation;
  private final WorkflowDefinition.@Nullable Step step;
  private final String pointer;
  private final List<Block> blocks = new ArrayList<>();

  /**
   * For the settings that stand at that pointer.
   *
   * @param step null for a trigger
   */
  CompileContext(Compilation compilation, WorkflowDefinition.@Nullable Step step, String pointer) {
    this.compilation = compilation;
    this.step = step;
    this.pointer = pointer;
  }

  /** The step that is being compiled. */
  public WorkflowDefinition.Step step() {
    if (step == null) {
      throw new IllegalStateException("a trigger is no step");
    }
    return step;
  }

  /** The form of the workflow's record; null, with a problem, when it has none. */
  public @Nullable Form recordForm(String at) {
    Form form = compilation.recordForm();
    if (form == null) {
      problem(at, "step_needs_record", step().id());
    }
    return form;
  }

  /** The form with that id; null, with a problem, when there is none. */
  public @Nullable Form form(String id, String at) {
    Form form = compilation.forms().find(id).orElse(null);
    if (form == null) {
      var ids = compilation.forms().byId().keySet();
      problem(at, "form_unknown", id, known(ids), Suggestions.question(id, ids));
    }
    return form;
  }

  /** The connector with that id; null, with a problem, when there is none. */
  public @Nullable Connector connector(String id, String at) {
    Connector connector = compilation.connectors().get(id);
    if (connector == null) {
      var ids = compilation.connectors().keySet();
      problem(at, "step_connector_unknown", id, known(ids), Suggestions.question(id, ids));
    }
    return connector;
  }

  /** The workflow with that id; null, with a problem, when there is none. */
  public @Nullable WorkflowDefinition workflow(String id, String at) {
    WorkflowDefinition workflow = compilation.others().get(id);
    if (workflow == null) {
      var ids = compilation.others().keySet();
      problem(at, "step_workflow_unknown", id, known(ids), Suggestions.question(id, ids));
    }
    return workflow;
  }

  /** The form of the workflow's record; null when it has none. */
  public @Nullable Form ownForm() {
    return compilation.recordForm();
  }

  /** Checks a name that definitions give each other, such as a message's. */
  public void name(String name, String at) {
    if (!Ids.valid(name)) {
      problem(at, "id_invalid", name, Ids.suggest(name, null, "message"));
    }
  }

  /** Checks that a connector knows an operation. */
  public void operation(Connector connector, String id, String at) {
    var ids = connector.operations().keySet();
    if (!ids.contains(id)) {
      problem(
          at,
          "step_operation_unknown",
          id,
          connector.id(),
          known(ids),
          Suggestions.question(id, ids));
    }
  }

  /**
   * The operation of a connector that a step means.
   *
   * @param wanted null means its only one
   * @return null, with a problem, when there is no such one
   */
  public @Nullable String operation(Connector connector, @Nullable String wanted) {
    if (wanted != null) {
      operation(connector, wanted, "/operation");
      return wanted;
    }
    if (connector.operations().size() == 1) {
      return connector.operations().keySet().iterator().next();
    }
    problem("/via", "notify_which_operation", connector.id());
    return null;
  }

  /** Checks that the app has a print, and of that form. */
  public void print(String id, Form form, String at) {
    Map<String, String> prints = compilation.prints();
    String of = prints.get(id);
    if (of == null) {
      var ids = prints.keySet();
      problem(at, "step_print_unknown", id, known(ids), Suggestions.question(id, ids));
    } else if (!of.equals(form.id())) {
      problem(at, "step_print_of_another_form", id, of, form.id());
    }
  }

  /** A public page of the app, of which fields are asked. */
  public @Nullable PageDefinition page(String id, String at) {
    PageDefinition page = compilation.pages().get(id);
    if (page == null) {
      var ids = compilation.pages().keySet();
      problem(at, "step_page_unknown", id, known(ids), Suggestions.question(id, ids));
    }
    return page;
  }

  /** Reports something. */
  public void problem(String at, String code, Object... args) {
    problems().add(pointer + at, code, args);
  }

  /**
   * Reports something that keeps a version from being published, and that a step can run with all
   * the same: a version that was published before this was checked goes on as it did.
   */
  public void objection(String at, String code, Object... args) {
    compilation.objection(pointer + at, code, args);
  }

  /** Objects to what always gives another type than that; a day tells a moment, too. */
  public void gives(@Nullable CompiledFormula value, ValueType wanted, String at) {
    ValueType type = value == null ? null : value.certainType();
    boolean day = wanted == ValueType.MOMENT && type == ValueType.DATE;
    if (type != null && type != wanted && !day) {
      String setting = at.substring(at.lastIndexOf('/') + 1);
      objection(at, "step_value_type", setting, wanted.phrase(), type.phrase());
    }
  }

  /** Objects to what always gives something that the field can't hold. */
  void fits(Field field, CompiledFormula value, String at) {
    ValueType type = value.certainType();
    if (type != null && !field.takes(type)) {
      objection(at, "formula_result", field.id(), field.type().phrase(), type.phrase());
    }
  }

  private Problems problems() {
    return compilation.problems();
  }

  /** A condition on the workflow's record. */
  public @Nullable CompiledCondition condition(Condition condition, String at) {
    return compilation.reading(
        compilation
            .expressions()
            .condition(condition, compilation.names(), pointer + at, problems()));
  }

  /** A condition on a record of that form as it is and as it was. */
  public @Nullable CompiledCondition changeCondition(Condition condition, Form form, String at) {
    return compilation
        .expressions()
        .condition(condition, compilation.namesOf(form).withOld(), pointer + at, problems());
  }

  /** A condition on a record of that form as it is. */
  public @Nullable CompiledCondition recordCondition(Condition condition, Form form, String at) {
    return compilation
        .expressions()
        .condition(condition, compilation.namesOf(form), pointer + at, problems());
  }

  /**
   * A condition on what came in, which stands in these trees, and on a record.
   *
   * @param form the record's; null where there is none
   */
  public @Nullable CompiledCondition incoming(
      Condition condition, @Nullable Form form, Set<String> trees, String at) {
    Names names = form == null ? compilation.namesOfNothing() : compilation.namesOf(form);
    return condition(condition, names.withTrees(trees), at);
  }

  /** A value of what came in, which stands in these trees. */
  public @Nullable CompiledFormula incoming(Value value, Set<String> trees, String at) {
    return value(value, compilation.namesOfNothing().withTrees(trees), at);
  }

  /** A condition on those names; what it crosses is for the caller to see to. */
  @Nullable CompiledCondition condition(Condition condition, Names names, String at) {
    return compilation.expressions().condition(condition, names, pointer + at, problems());
  }

  /** A computed value on those names; what it crosses is for the caller to see to. */
  @Nullable CompiledFormula value(Value value, Names names, String at) {
    return compilation.expressions().value(value, names, pointer + at, problems());
  }

  /**
   * What is asked of other records; formulas see the workflow's record. Null, perhaps with
   * problems, when nothing is.
   *
   * @param query its form and order
   * @param at where the condition stands
   * @param sortAt where the order stands
   */
  public @Nullable Question question(
      Query query, @Nullable Condition where, String at, String sortAt) {
    return Question.compile(query, where, this, compilation, at, sortAt);
  }

  /**
   * What a step holds of a form's records; null, with problems, when that makes no sense.
   *
   * @param from the number that goes down while something is held
   * @param to the number that goes up; null for none
   * @param lots null when nothing is kept by lot
   */
  public @Nullable HoldPlan holds(
      String form,
      String from,
      @Nullable String to,
      List<WantSettings> wants,
      @Nullable LotSettings lots) {
    Form counted = form(form, "/form");
    return counted == null
        ? null
        : new HoldPlanner(this, compilation, counted).plan(from, to, wants, lots);
  }

  /** The app's calendars by id. */
  Map<String, WorkCalendar> calendars() {
    return WorkCalendars.of(compilation.forms());
  }

  /** The zone of the app's days. */
  public ZoneId zone() {
    return compilation.forms().zone();
  }

  /** A formula on the workflow's record. */
  public @Nullable CompiledFormula formula(String formula, String at) {
    return compilation.reading(
        compilation.expressions().formula(formula, compilation.names(), pointer + at, problems()));
  }

  /** A computed value on the workflow's record; a literal gives itself. */
  public @Nullable CompiledFormula value(Value value, String at) {
    return compilation.reading(
        compilation.expressions().value(value, compilation.names(), pointer + at, problems()));
  }

  /** A script, checked. */
  public Scripts.@Nullable CompiledScript script(String code, String at) {
    return compilation.scripts().compile(code, pointer + at, problems());
  }

  /** A text with {@code {{formula}}} in it. */
  public Template template(Text text, String at) {
    return new TemplateReader(this).read(text, at);
  }

  /** A block of the step; entered by its name. */
  public Block block(String name, List<WorkflowDefinition.Step> steps, String at) {
    Block block = compilation.block(name, steps, pointer + at);
    blocks.add(block);
    return block;
  }

  /**
   * The lines of a table of the workflow's record, to go over; null, with a problem, when it is
   * none.
   */
  public @Nullable Items lines(String table, String at) {
    Form form = recordForm(at);
    if (form == null) {
      return null;
    }
    Field field = table(form, table, at);
    return field == null || field.target() == null
        ? null
        : Items.lines(field, field.target(), compilation.shape());
  }

  /** The table of a form with that id; null, with a problem, when there is none. */
  public @Nullable Field table(Form form, String table, String at) {
    Field field = form.field(table).orElse(null);
    if (field != null && field.lines() && field.target() != null) {
      return field;
    }
    if (!form.doubts(table)) {
      var ids = form.tables().stream().map(Field::id).toList();
      problem(at, "field_unknown", table, known(ids), Suggestions.question(table, ids));
    }
    return null;
  }

  /**
   * The table of the workflow's record at one of whose lines the step stands; null, with a problem,
   * when it stands at none.
   */
  public @Nullable Field line(String at) {
    Field table = compilation.line();
    if (table == null) {
      problem(at, "step_needs_line", step().id());
    }
    return table;
  }

  /** Records of a form, to go over; null, with a problem, when there is no such form. */
  public @Nullable Items records(String form, String at) {
    Form found = form(form, at);
    return found == null ? null : Items.records(found, compilation.shape());
  }

  /** A block of the step that runs once for each of those. */
  public Block block(
      String name, List<WorkflowDefinition.Step> steps, @Nullable Items items, String at) {
    return items == null
        ? beside(name, steps, at)
        : compilation.over(items, () -> beside(name, steps, at));
  }

  /** A block of the step that runs beside others, as an instance of its own. */
  public Block beside(String name, List<WorkflowDefinition.Step> steps, String at) {
    return compilation.beside(() -> block(name, steps, at));
  }

  /** Checks that these are people's steps before this one, of its block or those around it. */
  public void earlierPeople(List<String> ids, String at) {
    for (int i = 0; i < ids.size(); i++) {
      earlierPeople(ids.get(i), at + "/" + i);
    }
  }

  /** Checks that this is a people's step before this one, of its block or those around it. */
  public void earlierPeople(String id, String at) {
    List<String> earlier = compilation.askedBefore();
    if (!earlier.contains(id)) {
      problem(at, "step_not_earlier", id, known(earlier), Suggestions.question(id, earlier));
    }
  }

  /** The field of that form; null, with a problem, when there is none. */
  public @Nullable Field field(String form, String id, String formAt, String at) {
    Form found = form(form, formAt);
    return found == null ? null : field(found, id, at);
  }

  /** The field of that form; null, with a problem, when there is none. */
  public @Nullable Field field(Form form, String id, String at) {
    Field field = form.field(id).orElse(null);
    if (field == null && !form.doubts(id)) {
      List<String> ids = form.fields().stream().map(Field::id).toList();
      problem(at, "field_unknown", id, known(ids), Suggestions.question(id, ids));
    }
    return field;
  }

  /** The blocks made so far. */
  List<Block> blocks() {
    return List.copyOf(blocks);
  }

  /** Whom something is for. */
  public @Nullable Assignment assignment(AssignSettings settings, String at) {
    return Assignment.compile(settings, this, at);
  }

  /** Values for fields of that form; formulas see the workflow's record. */
  public FieldValues values(Form form, Map<String, Value> set, String at) {
    var entries = new ArrayList<FieldValues.Entry>();
    set.forEach(
        (id, value) -> {
          String there = at + "/" + id;
          Field field = form.field(id).orElse(null);
          if (field == null && form.doubts(id)) {
            return; // its definition is broken, and that is told
          }
          if (field == null) {
            List<String> ids = form.fields().stream().map(Field::id).toList();
            problem(there, "field_unknown", id, known(ids), Suggestions.question(id, ids));
          } else if (field.computed()) {
            problem(there, "field_computed", id);
          } else {
            // a JSON null is read as none, and means that the field is emptied
            Value given = value == null ? new Value.Literal(NullNode.instance) : value;
            FieldValues.Entry entry = entry(field, given, there);
            if (entry != null) {
              entries.add(entry);
            }
          }
        });
    return new FieldValues(entries);
  }

  /**
   * What a person is asked for; from now on expressions see it as {@code input}.
   *
   * @param at where the fields stand
   */
  public Asking asking(List<AskedFieldSettings> fields, String at) {
    Asking asking = new AskingCompiler(this, compilation, at, pointer + at).compile(fields);
    compilation.asks(asking);
    return asking;
  }

  /** A value for a field; null, with a problem, when it doesn't fit. */
  FieldValues.@Nullable Entry entry(Field field, Value value, String at) {
    if (field.lines() && !(value instanceof Value.Literal)) {
      problem(at, "step_table_computed", field.id());
      return null;
    }
    if (value instanceof Value.Literal(var json)) {
      if (!field.lines()) {
        field.read(json, pointer + at, problems());
      }
      return new FieldValues.Entry.Constant(field, json);
    }
    CompiledFormula formula = value(value, at);
    if (formula == null) {
      return null;
    }
    fits(field, formula, at);
    return new FieldValues.Entry.Computed(field, formula);
  }

  /** The roles of the app. */
  Set<String> roles() {
    return compilation.forms().permissions().roles();
  }

  /** Where that stands in the document. */
  String place(String at) {
    return pointer + at;
  }

  /** Names to choose from. */
  static String known(java.util.Collection<String> ids) {
    return String.join(", ", ids.stream().sorted().toList());
  }
}
