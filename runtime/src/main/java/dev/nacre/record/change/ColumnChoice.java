package dev.nacre.record.change;

import dev.nacre.record.ColumnLog;
import dev.nacre.record.Conversion;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the fields that need a column of their own, since they store values in another way. */
final class ColumnChoice {
  private final ColumnLog log;
  private final List<Forms> served;
  private final Map<String, Map<String, String>> there;
  private final List<Pick> picks = new ArrayList<>();

  /**
   * A column that a field has.
   *
   * @param isNew whether the log doesn't know it yet
   */
  record Pick(Field field, ColumnLog.Entry entry, boolean isNew) {}

  /**
   * A choice beside what there is.
   *
   * @param served the versions served now, the one for everybody first
   * @param there the columns of every table, with their types
   */
  ColumnChoice(ColumnLog log, List<Forms> served, Map<String, Map<String, String>> there) {
    this.log = log;
    this.served = served;
    this.there = there;
  }

  /** Chooses for all of these forms. */
  List<Pick> choose(Forms next) {
    for (Form form : next.all()) {
      choose(form.id(), form, form.id(), null);
      for (Field table : form.tables()) {
        Form lines = Objects.requireNonNull(table.target());
        choose(form.id() + "$" + table.id(), lines, form.id(), table.id());
      }
    }
    return picks;
  }

  private void choose(String table, Form fields, String form, @Nullable String of) {
    for (Field field : fields.fields()) {
      if (field.lines() || field.derived()) {
        continue;
      }
      List<ColumnLog.Entry> known = log.of(table, field.id());
      ColumnLog.Entry same = log.find(table, field.id(), field.storedAs()).orElse(null);
      if (same != null) {
        picks.add(new Pick(field, entry(table, field, same.column(), same.filled()), false));
      } else if (!known.isEmpty()) {
        picks.add(new Pick(field, entry(table, field, free(table, field), false), true));
      } else {
        first(table, field, form, of);
      }
    }
  }

  private void first(String table, Field field, String form, @Nullable String of) {
    String type = there.getOrDefault(table, Map.of()).get(field.id());
    Field old = served(form, of, field.id());
    boolean fits = field.fieldType().columnType().equals(type);
    if (type == null || (fits && (old == null || old.storedAs().equals(field.storedAs())))) {
      return; // its first column, or the one that it has
    }
    if (old != null) {
      picks.add(new Pick(old, entry(table, old, field.id(), true), true));
    }
    picks.add(new Pick(field, entry(table, field, free(table, field), false), true));
  }

  private static ColumnLog.Entry entry(String table, Field field, String column, boolean filled) {
    return new ColumnLog.Entry(
        table, field.id(), field.storedAs(), column, Conversion.Typed.of(field), filled);
  }

  private @Nullable Field served(String form, @Nullable String table, String id) {
    for (Forms forms : served) {
      Form in = forms.find(form).orElse(null);
      if (in != null && table != null) {
        in = in.field(table).filter(Field::lines).map(Field::target).orElse(null);
      }
      Field field = in == null ? null : in.field(id).orElse(null);
      if (field != null && !field.lines() && !field.derived()) {
        return field;
      }
    }
    return null;
  }

  /** A name that nothing has, or that an attempt left behind which was never published. */
  private String free(String table, Field field) {
    for (int n = 2; ; n++) {
      String name = field.id() + "$" + n;
      String type = there.getOrDefault(table, Map.of()).get(name);
      if ((type == null || type.equals(field.fieldType().columnType()))
          && log.of(table, field.id()).stream().noneMatch(e -> e.column().equals(name))) {
        return name;
      }
    }
  }
}
