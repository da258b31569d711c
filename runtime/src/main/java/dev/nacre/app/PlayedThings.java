package dev.nacre.app;

import dev.nacre.app.RuleTrial.What;
import dev.nacre.metadata.Text;
import dev.nacre.workflow.Played;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One kind of what a played past brought about, and by what its things are held against each other:
 * their names and what is told of them, since their ids are new in each go.
 *
 * @param name of the thing in the API; the same may come twice
 * @param told what must be the same
 * @param label what people call it
 * @param words what people read of it
 */
record PlayedThings<T>(
    What what,
    Function<Played, List<T>> all,
    Function<T, String> name,
    Function<T, Object> told,
    BiFunction<PlayedWords, T, Text> label,
    BiFunction<PlayedWords, T, Text> words) {

  /** Every kind, in the order that people read. */
  static final List<PlayedThings<?>> KINDS =
      List.of(
          new PlayedThings<>(
              What.TASK,
              Played::tasks,
              task -> task.workflow() + "/" + task.step(),
              task -> List.of(task.whose(), String.valueOf(task.decision())),
              PlayedWords::place,
              PlayedWords::task),
          new PlayedThings<>(
              What.MESSAGE,
              Played::messages,
              message -> message.to().name(),
              Played.MessageSeen::text,
              PlayedWords::recipient,
              (words, message) -> message.text()),
          new PlayedThings<>(
              What.CALL,
              Played::calls,
              call -> call.connector() + "/" + call.operation(),
              Played.CallSeen::input,
              PlayedWords::operation,
              PlayedWords::input),
          new PlayedThings<>(
              What.WORKFLOW,
              Played::runs,
              Played.RunSeen::workflow,
              PlayedThings::standing,
              PlayedWords::workflow,
              PlayedWords::run),
          new PlayedThings<>(
              What.OTHERS,
              Played::others,
              others -> others.form() + "/" + others.op(),
              Played.Others::count,
              PlayedWords::written,
              PlayedWords::count));

  /** Problems name ids here and there; their first one is told as people read it. */
  private static Object standing(Played.RunSeen run) {
    return List.of(
        run.state(),
        String.valueOf(run.outcome()),
        String.valueOf(run.step()),
        run.problems().isEmpty() ? "" : run.problems().getFirst().message(Locale.ENGLISH));
  }

  /** Those of a past, by their names. */
  Map<String, List<T>> named(Played past) {
    var named = new LinkedHashMap<String, List<T>>();
    for (T one : all.apply(past)) {
      named.computeIfAbsent(name.apply(one), n -> new ArrayList<>()).add(one);
    }
    return named;
  }

  /** Whether the same is told of both. */
  boolean alike(List<T> some, List<T> others) {
    return Objects.equals(some.stream().map(told).toList(), others.stream().map(told).toList());
  }
}
