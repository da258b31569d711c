package dev.nacre.record;

import dev.nacre.expression.CompiledCondition;
import dev.nacre.expression.ExpressionEngine;
import dev.nacre.expression.Names;
import dev.nacre.expression.Shape;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Suggestions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds where derived fields have their values from, once every name is known and before anything
 * is compiled that reads them.
 */
final class DerivedCompiler {
  private final ExpressionEngine expressions;
  private final Map<String, Form> forms;
  private final SystemTypes system;

  /** What is wrong, by form. */
  private final Map<String, Problems> found = new LinkedHashMap<>();

  private final Map<Field, Place> places = new LinkedHashMap<>();
  private final Set<Field> done = new HashSet<>();
  private final List<Field> trail = new ArrayList<>();

  /**
   * Where a derived field stands.
   *
   * @param of the form, or the lines of its table
   */
  private record Place(Form form, @Nullable Field table, Form of, Field field, String pointer) {
    String name() {
      return form.id() + "." + (table == null ? "" : table.id() + ".") + field.id();
    }
  }

  DerivedCompiler(ExpressionEngine expressions, Map<String, Form> forms, SystemTypes system) {
    this.expressions = expressions;
    this.forms = forms;
    this.system = system;
  }

  /** Gives what is wrong, by form. */
  Map<String, Problems> compile() {
    for (Form form : forms.values()) {
      places(form, null, form, form.definition().fields(), "/fields");
    }
    places.values().forEach(this::resolve);
    places.values().forEach(this::where);
    forms.values().forEach(DerivedNeeds::tell);
    return found;
  }

  private void places(
      Form form,
      @Nullable Field table,
      Form of,
      List<FieldDefinition> definitions,
      String pointer) {
    for (Field field : of.fields()) {
      int index = place(definitions, field.definition());
      String at = pointer + "/" + index;
      if (field.derivedBy() != null) {
        places.put(field, new Place(form, table, of, field, at));
      }
      Form lines = field.lines() && table == null ? field.target() : null;
      if (lines != null) {
        places(
            form, field, lines, field.fieldType().lines(field.settings()), at + "/settings/fields");
      }
    }
  }

  /** The place of that very definition; another one may be equal to it. */
  @SuppressWarnings("ReferenceEquality")
  private static int place(List<FieldDefinition> definitions, FieldDefinition wanted) {
    for (int i = 0; i < definitions.size(); i++) {
      if (definitions.get(i) == wanted) {
        return i;
      }
    }
    return -1;
  }

  private void problem(Place at, String below, String code, @Nullable Object... args) {
    found
        .computeIfAbsent(at.form().id(), id -> new Problems())
        .add(at.pointer() + below, code, args);
  }

  private void resolve(Place place) {
    Field field = place.field();
    if (!done.add(field)) {
      return;
    }
    trail.add(field);
    envelope(place);
    Derivation derivation =
        switch (Objects.requireNonNull(field.derivedBy())) {
          case Derived.Lookup lookup -> lookup(place, lookup);
          case Derived.Rollup rollup -> rollup(place, rollup);
        };
    trail.removeLast();
    if (derivation == null) {
      place.of().forget(field);
    } else {
      field.findBy(derivation);
    }
  }

  /** What is found elsewhere can't be demanded, computed or be the only one here. */
  private void envelope(Place place) {
    FieldDefinition definition = place.field().definition();
    var said = new LinkedHashMap<String, Boolean>();
    said.put("required", definition.required());
    said.put("unique", definition.unique());
    said.put("indexed", definition.indexed());
    said.put("default", definition.defaultValue() != null);
    said.put("formula", definition.formula() != null);
    said.forEach(
        (property, set) -> {
          if (set) {
            problem(place, "/" + property, "derived_property", place.field().id(), property);
          }
        });
  }

  private @Nullable Derivation lookup(Place place, Derived.Lookup lookup) {
    Form of = place.of();
    Field through = of.field(lookup.through()).orElse(null);
    boolean link =
        through != null
            && !through.derived()
            && through.type() == ValueType.LINK
            && through.target() != null;
    if (through == null || !link) {
      if (!of.doubts(lookup.through())) {
        List<String> links =
            of.fields().stream()
                .filter(f -> !f.derived() && f.type() == ValueType.LINK)
                .map(Field::id)
                .toList();
        problem(
            place,
            "/settings/through",
            "lookup_through",
            lookup.through(),
            String.join(", ", links),
            Suggestions.question(lookup.through(), links));
      }
      return null;
    }
    Form target = Objects.requireNonNull(through.target());
    Field far = far(place, target, lookup.field());
    if (far == null) {
      return null;
    }
    var sources = new ArrayList<Shape.Source>();
    sources.add(source(place, through.id()));
    tells(target, null, far, sources);
    return new Derivation.Far(through, far, List.copyOf(sources));
  }

  private static Shape.Source source(Place place, String name) {
    return new Shape.Source(
        place.form().id(), place.table() == null ? null : place.table().id(), name);
  }

  /** What tells the value of a field over there. */
  private static void tells(
      Form form, @Nullable Field table, Field field, List<Shape.Source> sources) {
    sources.add(new Shape.Source(form.id(), table == null ? null : table.id(), field.id()));
    sources.addAll(field.sources());
  }

  /** The field of another form, with its own values found; null with a problem. */
  private @Nullable Field far(Place place, Form target, String name) {
    Field far = target.name(name).orElse(null);
    if (far == null || far.index() == Form.ID) {
      if (!target.doubts(name)) {
        List<String> known = target.fields().stream().map(Field::id).toList();
        problem(
            place,
            "/settings/field",
            "far_field_unknown",
            name,
            target.id(),
            String.join(", ", known),
            Suggestions.question(name, known));
      }
      return null;
    }
    if (far.lines()) {
      problem(place, "/settings/field", "far_field_lines", name, target.id());
      return null;
    }
    if (far.system()) {
      return system.of(far);
    }
    int again = trail.indexOf(far);
    if (again >= 0) {
      var names = new ArrayList<String>();
      trail.subList(again, trail.size()).forEach(f -> names.add(named(f)));
      names.add(named(far));
      problem(place, "/settings/field", "derived_cycle", String.join(" → ", names));
      return null;
    }
    Place there = places.get(far);
    if (there != null) {
      resolve(there);
      return far.derivation() == null ? null : far;
    }
    return far;
  }

  private String named(Field field) {
    Place place = places.get(field);
    return place == null ? field.id() : place.name();
  }

  private @Nullable Derivation rollup(Place place, Derived.Rollup rollup) {
    if (place.table() != null) {
      problem(place, "/type", "rollup_in_lines");
      return null;
    }
    Linking linking = linking(place, rollup.from());
    if (linking == null) {
      return null;
    }
    Form rows = linking.rows();
    Field field = null;
    if (rollup.field() != null) {
      field = far(place, rows, rollup.field());
      if (field == null) {
        return null;
      }
    }
    if (!fits(place, rollup, field)) {
      return null;
    }
    var sources = new ArrayList<Shape.Source>();
    tells(linking.form(), linking.table(), linking.link(), sources);
    if (field != null) {
      tells(linking.form(), linking.table(), field, sources);
    }
    Field like = like(rollup.fn(), field);
    int decimals =
        like == null || field == null ? 6 : field.fieldType().adds(field.settings()).orElse(6);
    return new Derivation.Figure(
        linking.form(),
        linking.table(),
        linking.link(),
        rollup.fn(),
        field,
        null,
        like,
        decimals,
        List.copyOf(sources));
  }

  /** The least and the greatest are values of the field, and so is a sum of what adds up. */
  private static @Nullable Field like(Aggregate.Fn fn, @Nullable Field field) {
    return switch (fn) {
      case COUNT -> null;
      case MIN, MAX -> field;
      case SUM, AVG ->
          field != null && field.fieldType().adds(field.settings()).isPresent() ? field : null;
    };
  }

  private boolean fits(Place place, Derived.Rollup rollup, @Nullable Field field) {
    String fn = rollup.fn().name().toLowerCase(java.util.Locale.ROOT);
    if (field == null) {
      if (rollup.fn() != Aggregate.Fn.COUNT) {
        problem(place, "/settings/field", "rollup_field_missing", fn);
      }
      return rollup.fn() == Aggregate.Fn.COUNT;
    }
    ValueType type = field.type();
    boolean fits =
        switch (rollup.fn()) {
          case COUNT -> true;
          case SUM, AVG -> type == ValueType.NUMBER;
          case MIN, MAX -> type.ordered() && type != ValueType.BOOLEAN && type != ValueType.LINK;
        };
    if (!fits) {
      problem(place, "/settings/fn", "aggregate_fn", fn, field.id());
    }
    return fits;
  }

  /** What {@code from} means; null with a problem. */
  private @Nullable Linking linking(Place place, String from) {
    List<Linking> all = Linking.to(place.form(), forms.values());
    List<Linking> meant = all.stream().filter(linking -> linking.isMeantBy(from)).toList();
    if (meant.size() == 1) {
      return meant.getFirst();
    }
    if (meant.isEmpty() && doubtful(from)) {
      return null;
    }
    List<String> names =
        (meant.isEmpty() ? all : meant).stream().map(Linking::name).sorted().toList();
    problem(
        place,
        "/settings/from",
        meant.isEmpty() ? "rollup_from_unknown" : "rollup_from_several",
        from,
        String.join(", ", names),
        Suggestions.question(from, names));
    return null;
  }

  /** Whether the link that is meant is broken, which is told there. */
  private boolean doubtful(String from) {
    String[] names = from.split("\\.", 3);
    Form form = forms.get(names[0]);
    return form != null && form.doubts(names.length > 1 ? names[1] : "");
  }

  private void where(Place place) {
    if (!(place.field().derivation() instanceof Derivation.Figure figure)
        || !(place.field().derivedBy() instanceof Derived.Rollup rollup)
        || rollup.where() == null) {
      return;
    }
    Names names = Names.of(figure.from(), forms::get);
    Form lines = figure.table() == null ? null : figure.table().target();
    var problems = found.computeIfAbsent(place.form().id(), id -> new Problems());
    CompiledCondition condition =
        expressions.filter(
            rollup.where(),
            lines == null ? names : names.within(lines),
            place.pointer() + "/settings/where",
            problems);
    if (condition == null) {
      return;
    }
    for (String path : condition.crosses()) {
      if (figure(figure.from(), lines, path)) {
        problem(place, "/settings/where", "rollup_where_rollup", path);
        return;
      }
    }
    var sources = new ArrayList<>(figure.sources());
    for (String read : condition.reads()) {
      boolean ofRecord = lines == null || read.startsWith("record.");
      String name = read.startsWith("record.") ? read.substring("record.".length()) : read;
      String table = ofRecord || figure.table() == null ? null : figure.table().id();
      sources.add(new Shape.Source(figure.from().id(), table, name));
    }
    place.field().findBy(figure.where(condition, List.copyOf(sources)));
  }

  /** Whether a path that a condition needs ends in a figure: one figure can't wait for another. */
  private static boolean figure(Form from, @Nullable Form lines, String path) {
    boolean ofRecord = path.startsWith("record.");
    Form at = lines == null || ofRecord ? from : lines;
    String way = ofRecord ? path.substring("record.".length()) : path;
    for (String name : way.split("\\.", -1)) {
      Field field = at == null ? null : at.field(name).orElse(null);
      if (field == null) {
        return false;
      }
      if (field.derived()) {
        return true;
      }
      at = field.target();
    }
    return false;
  }
}
