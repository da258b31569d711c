package dev.nacre.record.change;

import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.storage.Database;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says before anything is published what it would mean for the records there are. Reads only, and
 * counts by the very types that will check and convert.
 */
@Singleton
public final class ChangePlanner {
  private final Database database;

  /** A planner on that database. */
  public ChangePlanner(Database database) {
    this.database = database;
  }

  /**
   * What changes when those forms are served instead of these.
   *
   * @param now what is served; null when nothing is
   */
  public ChangePlan plan(@Nullable Forms now, Forms next) {
    if (now == null) {
      return new ChangePlan(List.of());
    }
    return database.inNewTransaction(
        connection -> {
          var effects = new ArrayList<Effect>();
          for (Form form : next.all()) {
            Form was = now.find(form.id()).orElse(null);
            if (was == null) {
              effects.add(Effects.added(form));
            } else {
              new Effects(connection, was, form, next.zone(), effects).compare();
            }
          }
          for (Form form : now.all()) {
            if (next.find(form.id()).isEmpty()) {
              effects.add(Effects.retired(form, new Census(connection, form, null).all()));
            }
          }
          return new ChangePlan(List.copyOf(effects));
        });
  }

  /** Only what keeps those forms from being served. */
  public ChangePlan blocking(@Nullable Forms now, Forms next) {
    if (now == null) {
      return new ChangePlan(List.of());
    }
    return database.inNewTransaction(
        connection -> {
          var effects = new ArrayList<Effect>();
          for (Form form : next.all()) {
            Form was = now.find(form.id()).orElse(null);
            if (was != null) {
              new Effects(connection, was, form, next.zone(), effects).uniqueness();
            }
          }
          return new ChangePlan(effects.stream().filter(Effect::blocking).toList());
        });
  }
}
