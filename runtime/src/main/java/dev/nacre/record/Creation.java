package dev.nacre.record;

import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Outcome.Status;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes new records with their automatic numbers; says of those that met another what is taken.
 */
final class Creation {
  private final WriteContext context;
  private final Uniqueness uniqueness;
  private final Numbers numbers;

  Creation(WriteContext context, Uniqueness uniqueness) {
    this.context = context;
    this.uniqueness = uniqueness;
    this.numbers =
        new Numbers(context.connection(), context.forms(), context.form(), context.scope());
  }

  void create(List<Wish> wishes) throws SQLException {
    Form form = context.form();
    if (!Numbers.needed(form)) {
      insert(wishes);
    } else if (!Numbers.gapless(form)) {
      number(wishes);
      insert(wishes);
    } else {
      withoutGaps(wishes);
    }
  }

  /**
   * What is in the way is found when it is written, and numbers are given before: when some records
   * are refused then, all is undone, and the others are numbered anew.
   */
  private void withoutGaps(List<Wish> wishes) throws SQLException {
    Connection connection = context.connection();
    List<Wish> left = wishes;
    while (!left.isEmpty()) {
      Savepoint before = connection.setSavepoint();
      List<Numbers.Given> given = number(left);
      insert(left);
      // a number that somebody has already leaves no gap, and would be met again
      if (left.stream().allMatch(wish -> made(wish) || tookItsNumber(wish))) {
        connection.releaseSavepoint(before);
        return;
      }
      connection.rollback(before);
      given.forEach(Numbers.Given::takeBack);
      left = left.stream().filter(Creation::made).toList();
      left.forEach(wish -> wish.status = null);
    }
  }

  private static boolean made(Wish wish) {
    return wish.status == Status.CREATED;
  }

  private boolean tookItsNumber(Wish wish) {
    Set<String> numbered =
        context.form().unique().stream()
            .filter(group -> group.fields().stream().anyMatch(Numbers::numbered))
            .map(group -> "/" + group.fields().getFirst().id())
            .collect(Collectors.toSet());
    return wish.problems.list().stream().map(Problem::pointer).allMatch(numbered::contains);
  }

  private List<Numbers.Given> number(List<Wish> wishes) throws SQLException {
    List<Numbers.Given> given = numbers.give(wishes.stream().map(Wish::result).toList());
    wishes.forEach(wish -> context.computer().formulas(wish.result(), new Problems()));
    return given;
  }

  private void insert(List<Wish> wishes) throws SQLException {
    Set<UUID> there =
        context
            .store()
            .insert(
                wishes.stream().map(Wish::result).toList(),
                context.forms().version(),
                sources(wishes));
    var met = new ArrayList<Wish>();
    for (Wish wish : wishes) {
      if (there.contains(Objects.requireNonNull(wish.id))) {
        wish.status = Status.CREATED;
      } else {
        met.add(wish);
      }
    }
    if (!met.isEmpty()) {
      uniqueness.name(met);
    }
  }

  /** When the source says that it happened, one per wish. */
  static List<@Nullable SourceMoment> sources(List<Wish> wishes) {
    var moments = new ArrayList<@Nullable SourceMoment>();
    wishes.forEach(w -> moments.add(w.change.source()));
    return moments;
  }
}
