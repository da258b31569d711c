package dev.nacre.expression;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Problems;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JavaScript in a sandbox: no host, no files, no network, no threads, bounded in time, statements,
 * allocated memory and output. Nothing that a script leaves behind is seen by another run.
 */
@Singleton
public final class Scripts {
  private final Sandboxes sandboxes;

  /** Nothing is started before the first script is compiled. */
  public Scripts() {
    this(new Limits(Duration.ofSeconds(1), 5_000_000, 256L << 20, 64 << 10));
  }

  Scripts(Limits limits) {
    this.sandboxes = new Sandboxes(limits);
  }

  /**
   * What one run may use.
   *
   * @param time of a processor; on the clock five times as much
   * @param statements how many are executed
   * @param memory bytes allocated all in all
   * @param output characters of the result's JSON
   */
  record Limits(Duration time, long statements, long memory, int output) {}

  /** What a run gave, and what it wrote to {@code console}, at most 4,000 characters. */
  public record Outcome(JsonNode value, List<String> console) {}

  /** A script, checked and ready to run; safe to share between threads. */
  public interface CompiledScript {
    /**
     * Runs it.
     *
     * @param inputs JSON by the name that the script knows it by
     * @throws FormulaException {@code script_timeout script_memory script_error script_denied
     *     script_output}
     */
    Outcome execute(Map<String, JsonNode> inputs);

    /** Runs it and gives only the value; a JSON null when it gives nothing. */
    default JsonNode run(Map<String, JsonNode> inputs) {
      return execute(inputs).value();
    }
  }

  /**
   * Checks a script without running it.
   *
   * @param code a JavaScript expression, or statements that {@code return} the result
   * @return null when there are problems
   */
  public @Nullable CompiledScript compile(String code, String pointer, Problems problems) {
    return ScriptProgram.compile(code, sandboxes, pointer, problems);
  }

  /** Makes a sandbox before anybody needs one: the first takes a second or two. */
  public void makeReady() {
    sandboxes.giveBack(sandboxes.take());
  }

  @PreDestroy
  void close() {
    sandboxes.close();
  }
}
