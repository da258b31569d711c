package dev.nacre.event;

import dev.nacre.metadata.Problem;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why an entry gave up, so that those of one kind are counted and put right together: code and
 * place of its first problem, whichever line of a table it is in. Such as <code>
 * number_wrong@/lines/&#42;/qty</code>.
 */
final class DeadCause {
  private static final Pattern INDEX = Pattern.compile("/[0-9]+(?=/|$)");
  private static final int LONGEST = 300;

  private DeadCause() {}

  /** Null when nobody knows. */
  static @Nullable String of(List<Finding> findings) {
    if (findings.isEmpty()) {
      return null;
    }
    Finding first = findings.getFirst();
    Problem problem = first.problem();
    String place = problem.pointer().isEmpty() ? first.source() : problem.pointer();
    String cause =
        place == null || place.isEmpty()
            ? problem.code()
            : problem.code() + "@" + INDEX.matcher(place).replaceAll("/*");
    String kept = cause.replace("\0", "");
    return kept.codePointCount(0, kept.length()) <= LONGEST
        ? kept
        : kept.substring(0, kept.offsetByCodePoints(0, LONGEST));
  }

  /** The same of an effect that was not sent. */
  static @Nullable String sending(List<Problem> problems) {
    return of(problems.stream().map(problem -> new Finding(null, null, problem)).toList());
  }
}
