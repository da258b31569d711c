package dev.nacre.expression;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.nacre.metadata.Problems;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.jspecify.annotations.Nullable;

/** A script, ready to run. */
final class ScriptProgram implements Scripts.CompiledScript {
  /** Always declared, so that what isn't given is undefined and no mistake. */
  private static final List<String> ROOTS =
      List.of("app", "input", "line", "now", "old", "record", "source", "steps", "user");

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final String body;
  private final Sandboxes sandboxes;
  private final Map<List<String>, Source> sources = new ConcurrentHashMap<>();

  private ScriptProgram(String body, Sandboxes sandboxes) {
    this.body = body;
    this.sandboxes = sandboxes;
  }

  static @Nullable ScriptProgram compile(
      String code, Sandboxes sandboxes, String pointer, Problems problems) {
    Sandbox sandbox = sandboxes.take();
    try {
      // an expression if it can be one, else statements; both end on a line of their own, since
      // the last line may be a comment
      String expression = "return (" + code + "\n);";
      if (fault(expression, sandbox) == null) {
        return new ScriptProgram(expression, sandboxes);
      }
      PolyglotException fault = fault(code, sandbox);
      if (fault == null) {
        return new ScriptProgram(code, sandboxes);
      }
      problems.add(ScriptFaults.syntax(fault, pointer));
      return null;
    } finally {
      sandboxes.giveBack(sandbox);
    }
  }

  private static @Nullable PolyglotException fault(String body, Sandbox sandbox) {
    try {
      sandbox.parse(source(body, ROOTS));
      // a body such as "}); (function () {" parses within the frame, and only there
      sandbox.check(body);
      return null;
    } catch (PolyglotException e) {
      return e;
    }
  }

  private static Source source(String body, List<String> names) {
    String text = "'use strict';(function ({" + String.join(",", names) + "}) {" + body + "\n})";
    return Source.newBuilder(Sandboxes.LANGUAGE, text, ScriptFaults.FILE).buildLiteral();
  }

  @Override
  public Scripts.Outcome execute(Map<String, JsonNode> inputs) {
    Source source = sources.computeIfAbsent(names(inputs), names -> source(body, names));
    String text = write(inputs);
    Sandbox sandbox = sandboxes.take();
    Watchdog.Watch watch = sandboxes.watchdog().watch(sandbox.context());
    boolean reusable = false;
    try {
      String result = sandbox.run(source, text);
      reusable = watch.over() == Watchdog.End.DONE;
      return outcome(result);
    } catch (PolyglotException e) {
      Watchdog.End end = watch.over();
      reusable =
          end == Watchdog.End.DONE
              && e.isGuestException()
              && !e.isCancelled()
              && !e.isResourceExhausted();
      throw ScriptFaults.of(e, end, sandboxes.limits());
    } finally {
      watch.over();
      if (reusable) {
        sandboxes.giveBack(sandbox);
      } else {
        sandbox.close();
      }
    }
  }

  private static List<String> names(Map<String, JsonNode> inputs) {
    if (ROOTS.containsAll(inputs.keySet())) {
      return ROOTS;
    }
    for (String name : inputs.keySet()) {
      if (!name.matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
        throw new IllegalArgumentException("no name for an input: " + name);
      }
    }
    return List.copyOf(
        new TreeSet<>(Stream.concat(ROOTS.stream(), inputs.keySet().stream()).toList()));
  }

  private static String write(Map<String, JsonNode> inputs) {
    try {
      return JSON.writeValueAsString(inputs);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Scripts.Outcome outcome(@Nullable String result) {
    if (result == null) {
      return new Scripts.Outcome(NullNode.instance, List.of());
    }
    int split = result.indexOf('\n'); // JSON on one line has none within
    String value = split < 0 ? result : result.substring(0, split);
    int longest =
        Math.min(sandboxes.limits().output(), StreamReadConstraints.DEFAULT_MAX_STRING_LEN);
    if (value.length() > longest) {
      throw Faults.of("script_output", longest);
    }
    if (value.contains("\\u0000")) {
      throw Faults.of("script_character");
    }
    try {
      List<String> console =
          split < 0
              ? List.of()
              : List.of(JSON.readValue(result.substring(split + 1), String[].class));
      return new Scripts.Outcome(JSON.readTree(value), console);
    } catch (JsonProcessingException e) {
      throw (FormulaException) Faults.of("script_output", longest).initCause(e);
    }
  }
}
