package dev.nacre.record;

import dev.nacre.metadata.Problems;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes a batch: formulas, then what rules give, then formulas once more. Where a rule reads a
 * formula that came out otherwise by what rules gave, the rules are asked anew, from the values
 * that they found and with the formulas as they are now, until both agree. Rules that never agree
 * with what follows from them give what they gave first.
 */
final class Computing {
  /** More rounds than rules that lead to each other take; those that go round end here. */
  private static final int MOST_ROUNDS = 6;

  private final WriteContext context;
  private final Form form;
  private final Computer computer;
  private final Rehearsal rehearsal;

  Computing(WriteContext context, Rehearsal rehearsal) {
    this.context = context;
    this.form = context.form();
    this.computer = context.computer();
    this.rehearsal = rehearsal;
  }

  /** A record to which rules gave something. */
  private static final class Given {
    final Wish wish;

    /** As the rules found it at first. */
    final StoredRecord start;

    /** With the formulas that the rules have read. */
    StoredRecord read;

    Problems problems;

    /** What the rules gave in the first round. */
    StoredRecord first;

    Problems firstProblems;

    Given(Wish wish, StoredRecord start, Problems problems) {
      this.wish = wish;
      this.start = start;
      this.read = start;
      this.problems = problems;
      this.first = start;
      this.firstProblems = problems;
    }
  }

  /** Computes bound records whose links are loaded. */
  void run(List<Wish> wishes) throws SQLException {
    List<StoredRecord> records = wishes.stream().map(Wish::result).toList();
    rehearsal.formulas(records);
    wishes.forEach(wish -> computer.formulas(wish.result(), wish.problems));
    if (computer.gives()) {
      rehearsal.gives(wishes);
      settle(given(wishes));
    }
    if (form.computesLinks()) {
      load(wishes);
    }
  }

  private List<Given> given(List<Wish> wishes) {
    var given = new ArrayList<Given>();
    for (Wish wish : wishes) {
      StoredRecord start = wish.result().copy();
      var problems = new Problems();
      if (computer.sets(wish.result(), wish.before, problems)) {
        given.add(new Given(wish, start, problems));
      } else {
        wish.problems.addAll(problems);
      }
    }
    return given;
  }

  private void settle(List<Given> given) throws SQLException {
    List<Given> open = given;
    for (int round = 1; !open.isEmpty(); round++) {
      List<Wish> wishes = open.stream().map(one -> one.wish).toList();
      load(wishes);
      rehearsal.formulas(wishes.stream().map(Wish::result).toList());
      var unsettled = new ArrayList<Given>();
      for (Given one : open) {
        // a first round's formula may have failed on a value that a rule then gave
        computer.formulas(one.wish.result(), new Problems());
        if (computer.agree(one.read, one.wish.result())) {
          one.wish.problems.addAll(one.problems);
        } else {
          unsettled.add(one);
        }
      }
      open = again(unsettled, round);
    }
  }

  /** Asks the rules once more of those with which the formulas don't agree. */
  private List<Given> again(List<Given> unsettled, int round) {
    for (Given one : unsettled) {
      if (round == 1) {
        one.first = one.wish.result();
      }
      if (round == MOST_ROUNDS) {
        one.wish.after = one.first;
        one.wish.problems.addAll(one.firstProblems);
      } else {
        one.read = computer.withFormulas(one.start, one.wish.result());
        one.wish.after = one.read.copy();
        one.problems = new Problems();
      }
    }
    if (round == MOST_ROUNDS) {
      return List.of();
    }
    rehearsal.gives(unsettled.stream().map(one -> one.wish).toList());
    unsettled.forEach(one -> computer.sets(one.wish.result(), one.wish.before, one.problems));
    return unsettled;
  }

  private void load(List<Wish> wishes) throws SQLException {
    List<StoredRecord> records = wishes.stream().map(Wish::result).toList();
    Links.load(context.connection(), form, records, context.links(), context.scope());
  }
}
