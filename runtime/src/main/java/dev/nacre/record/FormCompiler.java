package dev.nacre.record;

import dev.nacre.expression.ExpressionEngine;
import dev.nacre.expression.ValueType;
import dev.nacre.kind.KindRegistry;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.metadata.FormDefinition;
import dev.nacre.metadata.Ids;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Suggestions;
import dev.nacre.storage.Identifiers;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Compiles an app's form definitions together, since they link to each other. */
@Singleton
public final class FormCompiler {
  /** No form of an app is called so. */
  private static final String ASKED = "$asked";

  private final KindRegistry<FieldType<?>> types;
  private final ExpressionEngine expressions;

  /** A compiler that knows the field types that CDI finds. */
  @Inject
  FormCompiler(@All List<FieldType<?>> types, ExpressionEngine expressions) {
    this(new KindRegistry<>("field", types), expressions);
  }

  /** A compiler that knows these field types. */
  public FormCompiler(KindRegistry<FieldType<?>> types, ExpressionEngine expressions) {
    this.types = types;
    this.expressions = expressions;
  }

  /** The field types. */
  public KindRegistry<FieldType<?>> types() {
    return types;
  }

  /**
   * Compiles.
   *
   * @param schema the SQL schema that holds the records, not quoted
   * @param problems gets everything wrong, each with its file; with any, the result must not be run
   */
  public Map<String, Form> compile(
      String schema, Collection<FormDefinition> definitions, Problems problems) {
    return compile(schema, definitions, ColumnLog.EMPTY, problems);
  }

  /**
   * Compiles for tables whose fields may have changed their types.
   *
   * @param columns which column a field has by now
   */
  public Map<String, Form> compile(
      String schema, Collection<FormDefinition> definitions, ColumnLog columns, Problems problems) {
    var forms = new LinkedHashMap<String, Form>();
    // first every name, so that any form may speak of any other
    for (FormDefinition definition : definitions) {
      var found = new Problems();
      Form form = shape(schema, columns, definition, definitions, forms, found);
      String file = file(definition);
      if (problems.silent(file, "") || problems.silent(file, "/fields")) {
        form.doubtEverything();
      }
      forms.put(definition.id(), form);
      problems.addIn(file, found);
    }
    // then the types of what is found elsewhere, which formulas and conditions need to know
    new DerivedCompiler(expressions, forms, new SystemTypes(types))
        .compile()
        .forEach((form, found) -> problems.addIn("forms/" + form + ".json", found));
    for (FormDefinition definition : definitions) {
      var found = new Problems();
      Form form = Objects.requireNonNull(forms.get(definition.id()));
      new FieldCompiler(expressions, forms, form, found).compile();
      new RuleCompiler(expressions, forms, form, found).compile();
      problems.addIn(file(definition), found);
    }
    return forms;
  }

  /**
   * Compiles fields that a person is asked for although no record keeps them; they may link to
   * those of the app.
   *
   * @param problems pointers begin with {@code /fields}
   * @return good for finding more problems only, when there are any
   */
  public Asked asked(List<FieldDefinition> fields, Forms forms, Problems problems) {
    var definition =
        new FormDefinition(
            ASKED, null, null, null, fields, List.of(), List.of(), null, null, List.of(), null);
    Map<String, Form> byId = new LinkedHashMap<>(forms.byId());
    List<FormDefinition> known = forms.all().stream().map(Form::definition).toList();
    var form = new Form(ASKED, Identifiers.quote(forms.schema(), ASKED), false, definition);
    fields(
        form,
        new Place(forms.schema(), ASKED, ColumnLog.EMPTY),
        fields,
        "/fields",
        known,
        byId,
        problems);
    for (int i = 0; i < fields.size(); i++) {
      Field field = form.field(fields.get(i).id()).orElse(null);
      if (field != null && onlyOfRecords(field)) {
        problems.add("/fields/" + i + "/type", "asked_type", field.definition().type(), field.id());
        form.forget(field);
      }
    }
    new FieldCompiler(expressions, byId, form, problems).compile();
    return Asked.of(form, forms);
  }

  /** What others compute or count has nobody to ask. */
  private static boolean onlyOfRecords(Field field) {
    return field.derived() || field.fieldType().numbering(field.settings()) != null;
  }

  private static String file(FormDefinition definition) {
    return "forms/" + definition.id() + ".json";
  }

  private Form shape(
      String schema,
      ColumnLog columns,
      FormDefinition definition,
      Collection<FormDefinition> all,
      Map<String, Form> forms,
      Problems problems) {
    Form form =
        new Form(definition.id(), Identifiers.quote(schema, definition.id()), false, definition);
    var place = new Place(schema, definition.id(), columns);
    fields(form, place, definition.fields(), "/fields", all, forms, problems);
    return form;
  }

  /** The table that fields have their columns in. */
  private record Place(String schema, String table, ColumnLog columns) {
    <S extends Record> String column(FieldDefinition of, FieldType<S> type, S settings) {
      return Ids.valid(of.id())
          ? columns.column(table, of.id(), type.storedAs(settings))
          : "broken";
    }

    Place child(FieldDefinition of) {
      String id = Ids.valid(of.id()) ? of.id() : "broken";
      return new Place(schema, ColumnLog.lines(table, id), columns);
    }
  }

  private void fields(
      Form form,
      Place place,
      List<FieldDefinition> definitions,
      String pointer,
      Collection<FormDefinition> all,
      Map<String, Form> forms,
      Problems problems) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < definitions.size(); i++) {
      FieldDefinition definition = definitions.get(i);
      String at = pointer + "/" + i;
      boolean usable = usableId(form, definition, seen, at, problems);
      FieldType<?> type = types.find(definition.type(), at + "/type", problems);
      Field field =
          type == null ? null : field(form, place, definition, type, at, all, forms, problems);
      if (field == null || !usable) {
        form.doubt(definition.id());
      }
      if (field != null && usable) {
        form.add(field);
      } else if (field != null) {
        form.addNameless(field);
      }
    }
  }

  private static boolean usableId(
      Form form, FieldDefinition definition, Set<String> seen, String at, Problems problems) {
    String id = definition.id();
    if (!Ids.valid(id)) {
      form.doubt(Ids.suggest(id, null, id)); // the schema has said so
      return false;
    }
    if (Form.RESERVED.contains(id)) {
      problems.add(at + "/id", "field_id_reserved", id, Ids.suggest("my_" + id, null, "my_field"));
      return false;
    }
    if (!seen.add(id)) {
      if (!form.isLines()) { // a table says so itself
        problems.add(at + "/id", "field_id_twice", id);
      }
      return false;
    }
    return true;
  }

  private <S extends Record> @Nullable Field field(
      Form form,
      Place place,
      FieldDefinition definition,
      FieldType<S> type,
      String at,
      Collection<FormDefinition> all,
      Map<String, Form> forms,
      Problems problems) {
    int before = problems.list().size();
    S settings = types.settings(type, definition.settings(), at + "/settings", problems);
    if (settings == null) {
      return null;
    }
    type.check(settings, at + "/settings", problems);
    boolean broken = problems.list().size() > before || problems.silent(null, at + "/settings");
    Field field = field(form, place, definition, type, settings, at, all, forms, problems);
    if (field != null && broken) {
      field.doubt();
    }
    return field;
  }

  private <S extends Record> @Nullable Field field(
      Form form,
      Place place,
      FieldDefinition definition,
      FieldType<S> type,
      S settings,
      String at,
      Collection<FormDefinition> all,
      Map<String, Form> forms,
      Problems problems) {
    int index = form.width();
    String column = place.column(definition, type, settings);
    String far = type.linksTo(settings);
    if (far != null) {
      if (all.stream().noneMatch(f -> f.id().equals(far))) {
        problems.add(
            at + "/settings/form",
            "form_unknown",
            far,
            String.join(", ", all.stream().map(FormDefinition::id).sorted().toList()),
            Suggestions.question(far, all.stream().map(FormDefinition::id).toList()));
        return null;
      }
      Supplier<@Nullable Form> target = () -> forms.get(far);
      Supplier<@Nullable Form> none = () -> null;
      boolean several = type.valueType() == ValueType.SEVERAL;
      return new Field(
          definition,
          index,
          type,
          settings,
          column,
          several ? none : target,
          several ? target : none);
    }
    List<FieldDefinition> lines = type.lines(settings);
    if (lines.isEmpty()) {
      return new Field(definition, index, type, settings, column, () -> null, () -> null);
    }
    Place child = place.child(definition);
    Form lineForm =
        new Form(definition.id(), Identifiers.quote(child.schema(), child.table()), true, null);
    fields(lineForm, child, lines, at + "/settings/fields", all, forms, problems);
    return new Field(definition, index, type, settings, "record_id", () -> lineForm, () -> null);
  }
}
