package dev.nacre.expression;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Problems;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JavaScript in a sandbox: no host, no files, no network, bounded in time, steps and output. */
@Singleton
public final class Scripts {

  /** Nothing is started before the first script is compiled. */
  public Scripts() {}

  /** A script, checked and ready to run; safe to share between threads. */
  public interface CompiledScript {
    /**
     * Runs it.
     *
     * @param inputs JSON by global name
     * @return what it gives as JSON; a JSON null when it gives nothing
     * @throws FormulaException {@code script_timeout script_error script_denied script_output}
     */
    JsonNode run(Map<String, JsonNode> inputs);
  }

  /**
   * Checks a script without running it.
   *
   * @param code JavaScript; the value of its last expression, or what it returns, is the result
   * @return null when there are problems
   */
  public @Nullable CompiledScript compile(String code, String pointer, Problems problems) {
    problems.add(pointer, "script_syntax", code);
    return null;
  }
}
