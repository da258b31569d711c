package dev.nacre.expression;

import dev.nacre.metadata.Problem;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SourceSection;

/** What went wrong in a script, said so that its author can find it. */
final class ScriptFaults {
  /** What the script is called in stack traces. */
  static final String FILE = "script.js";

  private static final Pattern FOUND = Pattern.compile("but found (.{1,40})$");
  private static final Pattern MISSING = Pattern.compile("ReferenceError: (\\w+) is not defined");

  /** What scripts elsewhere can reach and ours can't. */
  private static final Set<String> OUTSIDE =
      Set.of(
          "Java",
          "Packages",
          "java",
          "javax",
          "com",
          "org",
          "Polyglot",
          "Graal",
          "load",
          "eval",
          "Function",
          "require",
          "process",
          "fetch",
          "XMLHttpRequest",
          "WebAssembly",
          "window",
          "document",
          "setTimeout",
          "setInterval",
          "ArrayBuffer",
          "SharedArrayBuffer",
          "Worker");

  private ScriptFaults() {}

  static Problem syntax(PolyglotException fault, String pointer) {
    String text = text(fault);
    Matcher found = FOUND.matcher(text);
    String reason =
        text.contains("found eof")
            ? "@script.end"
            : text.contains("quote")
                ? "@script.quote"
                : found.find()
                    ? "@script.found|" + found.group(1).replace('|', '¦') + "|"
                    : "@script.other";
    return Problem.at(pointer, "script_syntax", line(fault), reason);
  }

  static FormulaException of(PolyglotException fault, Watchdog.End end, Scripts.Limits limits) {
    FormulaException told =
        switch (end) {
          case TIME -> timeout(limits);
          case MEMORY -> Faults.of("script_memory");
          case RUNNING, DONE ->
              fault.isResourceExhausted() ? exhausted(fault, limits) : error(fault);
        };
    told.initCause(fault);
    return told;
  }

  private static FormulaException timeout(Scripts.Limits limits) {
    return Faults.of("script_timeout", limits.time().toMillis(), limits.statements());
  }

  private static FormulaException exhausted(PolyglotException fault, Scripts.Limits limits) {
    return text(fault).contains("tatement") ? timeout(limits) : Faults.of("script_memory");
  }

  private static FormulaException error(PolyglotException fault) {
    Matcher missing = MISSING.matcher(text(fault));
    return missing.matches() && OUTSIDE.contains(missing.group(1))
        ? Faults.of("script_denied", missing.group(1))
        : Faults.of("script_error", line(fault), text(fault));
  }

  private static String text(PolyglotException fault) {
    return Optional.ofNullable(fault.getMessage()).orElse("").lines().findFirst().orElse("");
  }

  /** Where in the script it happened, as far as known. */
  private static int line(PolyglotException fault) {
    if (fault.getSourceLocation() != null && ours(fault.getSourceLocation())) {
      return fault.getSourceLocation().getStartLine();
    }
    for (PolyglotException.StackFrame frame : fault.getPolyglotStackTrace()) {
      SourceSection place = frame.isGuestFrame() ? frame.getSourceLocation() : null;
      if (place != null && ours(place)) {
        return place.getStartLine();
      }
    }
    return 1;
  }

  private static boolean ours(SourceSection place) {
    return place.getSource().getName().equals(FILE);
  }
}
