package dev.nacre.expression;

import java.util.LinkedHashMap;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** One context, prepared by {@code script/sandbox.js}; used by one thread at a time. */
final class Sandbox {
  /** Scripts of versions no longer served are forgotten. */
  private static final int REMEMBERED = 500;

  private final Context context;
  private final Value runner;
  private final Value check;
  private final Map<Source, Value> scripts = new LinkedHashMap<>();

  Sandbox(Context context, Value preparation) {
    this.context = context;
    this.runner = preparation.getMember("run");
    this.check = preparation.getMember("check");
  }

  Context context() {
    return context;
  }

  /** Fails with a syntax error when it can't be parsed; runs nothing. */
  void parse(Source source) {
    context.parse(source);
  }

  /** Fails with a syntax error when it is no function body by itself. */
  void check(String body) {
    check.executeVoid(body);
  }

  /** Runs it; null when it gives nothing. */
  @Nullable String run(Source source, String inputs) {
    Value script = scripts.get(source);
    if (script == null) {
      if (scripts.size() >= REMEMBERED) {
        scripts.clear();
      }
      script = context.eval(source);
      scripts.put(source, script);
    }
    context.resetLimits();
    Value result = runner.execute(script, inputs);
    return result.isString() ? result.asString() : null;
  }

  void close() {
    context.close(true);
  }
}
