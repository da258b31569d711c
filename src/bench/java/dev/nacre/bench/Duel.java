package dev.nacre.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Two sides measured in turn, so that a busy moment of the machine meets both; medians are told.
 *
 * @param ours one result a round
 * @param theirs one result a round
 */
record Duel<R>(List<R> ours, List<R> theirs) {

  /** Does one side's work once and measures it. */
  @FunctionalInterface
  interface Side<R> {
    R run() throws Exception;
  }

  /** Runs both, that many rounds each. */
  static <R> Duel<R> of(int rounds, Side<R> ours, Side<R> theirs) throws Exception {
    var duel = new Duel<R>(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < rounds; i++) {
      duel.ours.add(ours.run());
      duel.theirs.add(theirs.run());
    }
    return duel;
  }

  /** The median of our rounds. */
  double ours(ToDoubleFunction<R> figure) {
    return median(ours, figure);
  }

  /** The median of their rounds. */
  double theirs(ToDoubleFunction<R> figure) {
    return median(theirs, figure);
  }

  private static <R> double median(List<R> results, ToDoubleFunction<R> figure) {
    var sorted = new ArrayList<>(results.stream().map(figure::applyAsDouble).toList());
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
