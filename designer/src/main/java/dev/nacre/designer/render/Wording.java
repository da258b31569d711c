package dev.nacre.designer.render;

import dev.nacre.metadata.Problem;
import java.util.Locale;

/** Puts problems into words for people. */
public final class Wording {
  private Wording() {}

  /** What is wrong, and what to do. */
  public static String of(Problem problem, Locale locale) {
    String message = problem.message(locale);
    // what a form's own rule says is for its people; the hint names the rule for those who design
    String hint = problem.code().equals("rule_blocks") ? "" : problem.hint(locale);
    // Chinese sentences follow each other without a gap
    String gap = locale.getLanguage().equals("zh") ? "" : " ";
    return hint.isEmpty() ? message : message + gap + hint;
  }
}
