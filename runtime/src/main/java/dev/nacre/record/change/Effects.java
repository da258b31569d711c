package dev.nacre.record.change;

import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Text;
import dev.nacre.record.Conversion;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares two states of one form, and counts what the difference means. */
final class Effects {
  private final Connection connection;
  private final Form was;
  private final Form will;
  private final ZoneId zone;
  private final List<Effect> effects;

  Effects(Connection connection, Form was, Form will, ZoneId zone, List<Effect> effects) {
    this.connection = connection;
    this.was = was;
    this.will = will;
    this.zone = zone;
    this.effects = effects;
  }

  static Effect added(Form form) {
    return ofForm(Effect.Kind.FORM_ADDED, form, 0, "effect_form_added");
  }

  static Effect retired(Form form, long rows) {
    return ofForm(Effect.Kind.FORM_RETIRED, form, rows, "effect_form_retired");
  }

  private static Effect ofForm(Effect.Kind kind, Form form, long rows, String code) {
    Text title = form.definition().title();
    Problem says =
        Problem.at("", code, rows, title.in(Locale.ENGLISH), title.in(Locale.CHINESE))
            .in(file(form));
    return new Effect(kind, form.id(), null, null, rows, rows, false, says, null, List.of());
  }

  private static String file(Form form) {
    return "forms/" + form.id() + ".json";
  }

  void compare() throws SQLException {
    fields(was, will, null, null);
    uniqueness();
  }

  private void fields(Form from, Form to, @Nullable Field oldTable, @Nullable Field table)
      throws SQLException {
    var census = new Census(connection, was, oldTable);
    long all = -1;
    for (Field field : to.fields()) {
      Field old = from.field(field.id()).orElse(null);
      if (old != null && old.definition().equals(field.definition())) {
        continue; // also its lines
      }
      all = all < 0 ? census.all() : all;
      var step = new Step(census, field, table, all);
      if (old == null) {
        step.added();
      } else {
        changed(step, old);
      }
    }
    for (Field field : from.fields()) {
      if (to.field(field.id()).isEmpty()) {
        all = all < 0 ? census.all() : all;
        long rows = field.derived() ? 0 : census.filled(field);
        new Step(census, field, table, all)
            .tell(Effect.Kind.FIELD_RETIRED, rows, "effect_field_retired");
      }
    }
  }

  private void changed(Step step, Field old) throws SQLException {
    Field field = step.field;
    boolean inner = field.lines() && old.lines();
    if (!Objects.equals(old.definition().title(), field.definition().title())) {
      step.tell(Effect.Kind.LABEL, 0, "effect_label");
    }
    if (!field.computed()
        && field.definition().required()
        && !(old.definition().required()
            && old.definition().type().equals(field.definition().type()))) {
      step.required(old);
    }
    if (!Objects.equals(old.definition().formula(), field.definition().formula())
        && !field.derived()) {
      step.tell(Effect.Kind.FORMULA, step.all, "effect_formula");
    }
    if (inner) {
      fields(
          Objects.requireNonNull(old.target()), Objects.requireNonNull(field.target()), old, field);
    } else if (!old.definition().type().equals(field.definition().type())) {
      step.type(old);
    } else if (!Objects.equals(old.definition().settings(), field.definition().settings())
        && !field.derived()) {
      step.values(old);
    }
  }

  /** Groups that are to be unique and aren't. */
  void uniqueness() throws SQLException {
    for (Form.UniqueGroup group : will.unique()) {
      if (in(was, group) == null || converts(group)) {
        unique(group);
      }
    }
    for (Form.UniqueGroup group : was.unique()) {
      if (in(will, group) == null) {
        effects.add(
            ofGroup(
                Effect.Kind.UNIQUE_ENDED,
                group,
                new Census.Found(0, null, List.of()),
                "effect_unique_ended"));
      }
    }
  }

  private static Form.@Nullable UniqueGroup in(Form form, Form.UniqueGroup group) {
    List<String> ids = ids(group);
    return form.unique().stream().filter(g -> ids(g).equals(ids)).findFirst().orElse(null);
  }

  private static List<String> ids(Form.UniqueGroup group) {
    return group.fields().stream().map(Field::id).toList();
  }

  /** Whether some of its fields store their values in another way now. */
  private boolean converts(Form.UniqueGroup group) {
    return group.fields().stream()
        .anyMatch(
            field ->
                was.field(field.id())
                    .filter(old -> !old.storedAs().equals(field.storedAs()))
                    .isPresent());
  }

  private void unique(Form.UniqueGroup group) throws SQLException {
    var old = new ArrayList<Field>();
    var into = new ArrayList<Conversion>();
    for (Field field : group.fields()) {
      Field before = before(field);
      if (before != null && !before.derived() && !before.lines()) {
        old.add(before);
        into.add(new Conversion(Conversion.Typed.of(before), Conversion.Typed.of(field), zone));
      }
    }
    var census = new Census(connection, was, null);
    Census.Found found =
        old.size() < group.fields().size()
            ? new Census.Found(0, null, List.of()) // empty everywhere
            : converts(group) ? census.sharing(old, into) : census.sharing(old);
    effects.add(
        ofGroup(
            Effect.Kind.UNIQUE,
            group,
            found,
            found.rows() == 0 ? "effect_unique_none" : "effect_unique"));
  }

  /** The field as it is stored now; null when it isn't. */
  private @Nullable Field before(Field field) throws SQLException {
    Field before = was.field(field.id()).orElse(null);
    return before == null && new Census(connection, was, null).stores(field) ? field : before;
  }

  private Effect ofGroup(
      Effect.Kind kind, Form.UniqueGroup group, Census.Found found, String code) {
    var examples = found.examples().stream().map(Effect.Example::value).toList();
    Problem says =
        Problem.at(
                "",
                code,
                found.rows(),
                titles(group, Locale.ENGLISH),
                titles(group, Locale.CHINESE),
                String.join("; ", examples))
            .in(file(will));
    return new Effect(
        kind,
        will.id(),
        null,
        String.join(",", group.fields().stream().map(Field::id).toList()),
        found.rows(),
        found.rows(),
        found.rows() > 0,
        says,
        found.shows(),
        found.examples());
  }

  private static String titles(Form.UniqueGroup group, Locale locale) {
    return String.join(
        locale.equals(Locale.CHINESE) ? "、" : ", ",
        group.fields().stream().map(f -> f.definition().title().in(locale)).toList());
  }

  /** One field on its way. */
  private final class Step {
    private final Census census;
    private final Field field;
    private final @Nullable Field table;
    private final long all;

    Step(Census census, Field field, @Nullable Field table, long all) {
      this.census = census;
      this.field = field;
      this.table = table;
      this.all = all;
    }

    void added() throws SQLException {
      boolean needed = field.definition().required() && !field.computed() && all > 0;
      if (all > 0 && census.stores(field)) {
        back(needed);
        return;
      }
      tell(
          needed ? Effect.Kind.REQUIRED : Effect.Kind.FIELD_ADDED,
          needed ? all : 0,
          needed ? "effect_required_added" : "effect_field_added");
    }

    /** What was retired and comes back; who is served now can't be asked for it. */
    private void back(boolean needed) throws SQLException {
      long filled = census.filled(field);
      tell(Effect.Kind.FIELD_ADDED, filled, "effect_field_back");
      if (needed && filled < all) {
        tell(Effect.Kind.REQUIRED, all - filled, "effect_required");
      }
      if (!field.lines()) {
        var same = new Conversion(Conversion.Typed.of(field), Conversion.Typed.of(field), zone);
        Census.Found bad = census.failing(field, value -> same.apply(value) != null);
        if (bad.rows() > 0) {
          var unasked = new Census.Found(bad.rows(), null, bad.examples());
          tell(Effect.Kind.VALUES, unasked, "effect_values");
        }
      }
    }

    void required(Field old) throws SQLException {
      if (!old.derived()) {
        Census.Found found = census.empty(old);
        tell(
            Effect.Kind.REQUIRED,
            found,
            found.rows() == 0 ? "effect_required_none" : "effect_required");
      }
    }

    void values(Field old) throws SQLException {
      if (!old.storedAs().equals(field.storedAs())) {
        type(old);
        return;
      }
      var same = new Conversion(Conversion.Typed.of(old), Conversion.Typed.of(field), zone);
      Census.Found found = census.failing(old, value -> same.apply(value) != null);
      tell(Effect.Kind.VALUES, found, found.rows() == 0 ? "effect_values_none" : "effect_values");
    }

    void type(Field old) throws SQLException {
      if (old.derived() || field.derived() || old.lines() || field.lines()) {
        long rows = old.derived() ? 0 : census.filled(old);
        tell(Effect.Kind.TYPE, rows, rows == 0 ? "effect_type_none" : "effect_type_apart");
        return;
      }
      var into = new Conversion(Conversion.Typed.of(old), Conversion.Typed.of(field), zone);
      Census.Found found = census.failing(old, value -> into.apply(value) != null);
      boolean own = !old.storedAs().equals(field.storedAs());
      tell(
          Effect.Kind.TYPE,
          found,
          found.rows() == 0 ? "effect_type_none" : own ? "effect_type" : "effect_values");
    }

    void tell(Effect.Kind kind, long rows, String code) {
      tell(kind, new Census.Found(rows, null, List.of()), code);
    }

    void tell(Effect.Kind kind, Census.Found found, String code) {
      Text title = field.definition().title();
      Problem says =
          Problem.at(
                  "",
                  code,
                  found.rows(),
                  title.in(Locale.ENGLISH),
                  title.in(Locale.CHINESE),
                  all,
                  String.join("; ", found.examples().stream().map(Effect.Example::value).toList()))
              .in(file(will));
      effects.add(
          new Effect(
              kind,
              will.id(),
              table == null ? null : table.id(),
              field.id(),
              found.rows(),
              all,
              false,
              says,
              found.shows(),
              found.examples()));
    }
  }
}
