package dev.nacre.record;

import dev.nacre.expression.Scope;
import dev.nacre.expression.ValueType;
import dev.nacre.expression.Visible;
import dev.nacre.storage.Database;
import dev.nacre.storage.Parameters;
import dev.nacre.storage.Sql;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code lookup(form, field, value, wanted)}, each question once a batch. What {@link
 * #together} would ask is asked with one statement for each form and field: a question whose value
 * another one gives comes in the next round, so that there are as many rounds as lookups read each
 * other, however many records there are.
 */
final class Lookups implements Scope.Lookups {
  /** Formulas that ask something else each time they run, by chance, would never come to an end. */
  private static final int MOST_ROUNDS = 20;

  private final Database database;
  private final Forms forms;

  /** For {@code user app now} in what forms say of others. */
  private final Scope scope;

  private final Map<Question, Optional<Object>> answers = new HashMap<>();

  /** What is asked while something is only done for show. */
  private final Map<Asked, Questions> open = new LinkedHashMap<>();

  private boolean gathering;

  private record Question(Asked of, Object value, String wanted) {}

  /** Which field of which form is compared. */
  private record Asked(String form, String field) {}

  private record Questions(Set<Object> values, Set<String> wanted) {
    Questions() {
      this(new LinkedHashSet<>(), new LinkedHashSet<>());
    }
  }

  private Lookups(Database database, Forms forms, Scope scope) {
    this.database = database;
    this.forms = forms;
    this.scope = scope;
  }

  /** What expressions may see of somebody's app at that moment, other forms included. */
  static Scope scope(Database database, Forms forms, Scope.User user, Instant now) {
    var plain =
        new Scope(
            null, null, null, user, forms.app(), now, forms.zone(), Map.of(), Scope.Lookups.NONE);
    return plain.with(new Lookups(database, forms, plain));
  }

  @Override
  public @Nullable Object find(String form, String field, Object value, String wanted) {
    if (value instanceof String text && text.indexOf('\0') >= 0) {
      return null; // no record can hold that
    }
    var of = new Asked(form, field);
    var question = new Question(of, value, wanted);
    Optional<Object> known = answers.get(question);
    if (known == null && gathering) {
      Questions more = open.computeIfAbsent(of, o -> new Questions());
      more.values().add(value);
      more.wanted().add(wanted);
      return null;
    }
    if (known == null) {
      ask(of, List.of(value), List.of(wanted));
      known = answers.getOrDefault(question, Optional.empty());
    }
    return known.orElse(null);
  }

  @Override
  public void together(Runnable work) {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      open.clear();
      gathering = true;
      try {
        work.run();
      } finally {
        gathering = false;
      }
      if (open.isEmpty()) {
        return;
      }
      open.forEach((of, all) -> ask(of, all.values(), all.wanted()));
    }
  }

  private void ask(Asked of, Collection<Object> values, Collection<String> wanted) {
    Form form = forms.get(of.form());
    Field by = form.name(of.field()).orElseThrow();
    List<Object> keys = List.copyOf(values);
    List<Field> gives = wanted.stream().map(name -> form.name(name).orElseThrow()).toList();
    Sql sql = sql(form, by, gives, keys);
    keys.forEach(
        key -> gives.forEach(g -> answers.put(new Question(of, key, g.id()), Optional.empty())));
    database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
            Parameters.set(statement, sql.parameters());
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                Object key = keys.get(row.getInt(1) - 1);
                for (int i = 0; i < gives.size(); i++) {
                  Object value = RecordSql.value(row, i + 2, gives.get(i).type());
                  answers.put(new Question(of, key, gives.get(i).id()), Optional.ofNullable(value));
                }
              }
            }
          }
          return null;
        });
  }

  /** The first living record for each value, with the place of the value before what it says. */
  private Sql sql(Form form, Field by, List<Field> gives, List<Object> keys) {
    Sql sql = Sql.of("select distinct on (k.place) k.place");
    for (Field field : gives) {
      sql = sql.then(", ").then(field.sql("a", scope, Visible.ALL));
    }
    return sql.then(" from unnest(")
        .then(Sql.of("?", (Object) array(by.type(), keys)))
        .then(") with ordinality as k(value, place) join " + form.table())
        .then(" a on a." + by.column() + " = k.value")
        .then(" where a.deleted_at is null order by k.place, a.id");
  }

  /** A day among moments is when it begins. */
  private Object[] array(ValueType type, List<Object> keys) {
    if (type != ValueType.MOMENT) {
      return RecordSql.array(type, keys);
    }
    var moments = new ArrayList<Object>(keys.size());
    for (Object key : keys) {
      moments.add(key instanceof LocalDate day ? day.atStartOfDay(forms.zone()).toInstant() : key);
    }
    return RecordSql.array(type, moments);
  }
}
