package dev.nacre.workflow;

import dev.nacre.expression.CompiledCondition;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.expression.Names;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Suggestions;
import dev.nacre.metadata.Value;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Query;
import dev.nacre.record.hold.Pool;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compiles what a step holds; pointers are relative to its settings. */
final class HoldPlanner {
  private static final String LINKED = ".";
  private static final String PART = "part";

  /** So many records are tried where any will do: each is locked meanwhile. */
  private static final int MOST_AMONG = 100;

  private final CompileContext context;
  private final Compilation compilation;
  private final Form counted;

  HoldPlanner(CompileContext context, Compilation compilation, Form counted) {
    this.context = context;
    this.compilation = compilation;
    this.counted = counted;
  }

  /** Gives null when anything is wrong, which has been reported. */
  @Nullable HoldPlan plan(
      String from, @Nullable String to, List<WantSettings> wants, @Nullable LotSettings lots) {
    Pool.Counts counts = counts(counted, from, to);
    Pool.Lots byLot = lots == null ? null : lots(lots, from, to);
    var wanted = new ArrayList<HoldPlan.Wanted>();
    for (int i = 0; i < wants.size(); i++) {
      HoldPlan.Wanted one = new Wants("/wants/" + i, wants.get(i)).compile();
      if (one != null) {
        wanted.add(one);
      }
    }
    boolean whole = counts != null && (lots == null || byLot != null);
    return whole ? new HoldPlan(new Pool(counted, counts, byLot), wanted) : null;
  }

  private Pool.@Nullable Counts counts(Form form, String from, @Nullable String to) {
    Field down = number(form, from, "/from");
    Field up = to == null ? null : number(form, to, "/to");
    if (from.equals(to)) {
      context.problem("/to", "reserve_same_number", from);
      return null;
    }
    return down == null || (to != null && up == null) ? null : new Pool.Counts(down, up);
  }

  /** A number that can be set. */
  private @Nullable Field number(Form form, String id, String at) {
    Field field = field(form, id, at);
    if (field == null) {
      return null;
    }
    if (field.system() || field.type() != ValueType.NUMBER) {
      context.problem(at, "reserve_no_number", id, form.id());
      return null;
    }
    if (field.computed()) {
      context.problem(at, "field_computed", id);
      return null;
    }
    return field;
  }

  private @Nullable Field field(Form form, String id, String at) {
    Field field = form.field(id).orElse(null);
    if (field == null && !form.doubts(id)) {
      unknown(id, form.fields().stream().map(Field::id).toList(), at);
    }
    return field;
  }

  private void unknown(String id, Collection<String> known, String at) {
    context.problem(
        at,
        "field_unknown",
        id,
        String.join(", ", known.stream().sorted().toList()),
        Suggestions.question(id, known));
  }

  private Pool.@Nullable Lots lots(LotSettings settings, String from, @Nullable String to) {
    Field table = table(counted, settings.table(), "/lots/table");
    if (table == null || table.target() == null) {
      return null;
    }
    Form lines = table.target();
    Pool.Counts counts = counts(lines, from, to);
    Field first = settings.first() == null ? null : field(lines, settings.first(), "/lots/first");
    if (first != null && (!first.type().ordered() || first.derived())) {
      context.problem("/lots/first", "reserve_no_order", first.id());
    }
    CompiledCondition where =
        settings.where() == null
            ? null
            : context.condition(
                settings.where(), compilation.namesOf(counted).within(lines), "/lots/where");
    if (where != null && !where.crosses().isEmpty()) {
      context.problem("/lots/where", "reserve_lot_crosses", String.join(", ", where.crosses()));
    }
    return counts == null ? null : new Pool.Lots(table, counts, first, where);
  }

  private @Nullable Field table(Form form, String id, String at) {
    Field field = field(form, id, at);
    if (field != null && !field.lines()) {
      context.problem(at, "condition_no_table", id);
      return null;
    }
    return field;
  }

  /** One kind of want. */
  private final class Wants {
    private final String at;
    private final WantSettings settings;

    /** The way from the workflow's record to what names are of, with a dot at its end. */
    private String way = "";

    private Names names = compilation.names();
    private @Nullable String partWay;

    Wants(String at, WantSettings settings) {
      this.at = at;
      this.settings = settings;
    }

    HoldPlan.@Nullable Wanted compile() {
      Field each = null;
      HoldPlan.Parts parts = null;
      Form rows = null;
      if (settings.each() != null || settings.parts() != null) {
        rows = context.recordForm(at + "/each");
        if (rows == null) {
          return null;
        }
      }
      if (settings.each() != null && rows != null) {
        each = table(rows, settings.each(), at + "/each");
        if (each == null || each.target() == null) {
          return null;
        }
        rows = each.target();
        names = names.within(rows);
        way = each.id() + LINKED;
      }
      if (settings.parts() != null && rows != null) {
        parts = parts(rows, settings.parts(), at + "/parts");
        if (parts == null) {
          return null;
        }
      }
      CompiledCondition where =
          settings.where() == null
              ? null
              : reading(context.condition(settings.where(), names, at + "/where"));
      Map<String, Value> given = settings.match();
      if ((given == null) == (settings.among() == null)) {
        context.problem(at, "reserve_one");
        return null;
      }
      HoldPlan.Among among = settings.among() == null ? null : among(settings.among());
      List<Field> match = given == null ? List.of() : match(given.keySet());
      var key = new ArrayList<CompiledFormula>();
      for (Field field : match) {
        CompiledFormula value =
            value(Objects.requireNonNull(given).get(field.id()), "/match/" + field.id());
        if (value != null) {
          context.fits(field, value, at + "/match/" + field.id());
          key.add(value);
        }
      }
      CompiledFormula quantity = value(settings.quantity(), "/quantity");
      context.gives(quantity, ValueType.NUMBER, at + "/quantity");
      CompiledFormula name = settings.name() == null ? null : value(settings.name(), "/name");
      return quantity == null || (among == null && match.isEmpty()) || key.size() < match.size()
          ? null
          : new HoldPlan.Wanted(each, parts, where, match, key, among, quantity, name, at);
    }

    private HoldPlan.Among among(WantSettings.Among any) {
      List<Query.Sort> sort =
          any.sort() == null
              ? List.of(Query.Sort.read("id"))
              : any.sort().stream().map(Query.Sort::read).toList();
      Query query = Query.of(counted.id()).sortedBy(sort).limit(MOST_AMONG).withoutLines();
      return new HoldPlan.Among(
          query, context.question(query, any.where(), at + "/among/where", at + "/among/sort"));
    }

    private HoldPlan.@Nullable Parts parts(Form rows, String path, String where) {
      String[] way = path.split("\\.", -1);
      Field link = way.length == 2 ? rows.field(way[0]).orElse(null) : null;
      Form far = link == null || link.lines() ? null : link.target();
      if (link == null || far == null) {
        context.problem(where, "reserve_parts", path);
        return null;
      }
      Field table = table(far, way[1], where);
      if (table == null || table.target() == null) {
        return null;
      }
      var shape = new RowWith(rows, PART, table.target());
      names =
          new Names(shape, false, names.parent(), names.trees(), names.scripts(), names.forms());
      partWay = this.way + path;
      compilation.reads(Set.of(this.way + link.id(), partWay));
      return new HoldPlan.Parts(link, table, shape);
    }

    private List<Field> match(Set<String> given) {
      if (given.equals(Set.of("id"))) {
        return List.of(counted.name("id").orElseThrow());
      }
      for (Form.UniqueGroup group : counted.unique()) {
        if (ids(group).equals(given)) {
          return group.fields();
        }
      }
      String known =
          counted.unique().stream()
              .map(group -> String.join(" + ", ids(group).stream().sorted().toList()))
              .collect(Collectors.joining(", ", "id, ", ""));
      context.problem(
          at + "/match",
          "reserve_match",
          String.join(" + ", given.stream().sorted().toList()),
          counted.id(),
          counted.unique().isEmpty() ? "id" : known);
      return List.of();
    }

    private static Set<String> ids(Form.UniqueGroup group) {
      return group.fields().stream().map(Field::id).collect(Collectors.toSet());
    }

    private @Nullable CompiledFormula value(@Nullable Value value, String where) {
      if (value == null) {
        context.problem(
            at + where, "property_missing", where.substring(where.lastIndexOf('/') + 1));
        return null;
      }
      CompiledFormula formula = context.value(value, names, at + where);
      if (formula != null) {
        read(formula.crosses());
      }
      return formula;
    }

    private @Nullable CompiledCondition reading(@Nullable CompiledCondition condition) {
      if (condition != null) {
        read(condition.crosses());
      }
      return condition;
    }

    /** Links that are crossed, as the workflow's record sees them. */
    private void read(Set<String> crosses) {
      var all = new HashSet<String>();
      for (String link : crosses) {
        if (link.startsWith("record.") && names.parent() != null) {
          all.add(link.substring("record.".length()));
        } else if (partWay != null && (link.equals(PART) || link.startsWith(PART + LINKED))) {
          all.add(partWay + link.substring(PART.length()));
        } else {
          all.add(way + link);
        }
      }
      compilation.reads(all);
    }
  }
}
