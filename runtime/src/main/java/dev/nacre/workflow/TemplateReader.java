package dev.nacre.workflow;

import dev.nacre.expression.CompiledFormula;
import dev.nacre.metadata.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Takes a text with {@code {{formula}}} in it apart. */
final class TemplateReader {
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";

  private final CompileContext context;

  TemplateReader(CompileContext context) {
    this.context = context;
  }

  Template read(Text text, String at) {
    var byLanguage = new TreeMap<String, List<Template.Part>>();
    text.byLanguage()
        .forEach(
            (language, pattern) ->
                byLanguage.put(
                    language, parts(pattern, language.isEmpty() ? at : at + "/" + language)));
    return new Template(byLanguage);
  }

  private List<Template.Part> parts(String pattern, String at) {
    var parts = new ArrayList<Template.Part>();
    int from = 0;
    while (from < pattern.length()) {
      int open = pattern.indexOf(OPEN, from);
      if (open < 0) {
        break;
      }
      int close = pattern.indexOf(CLOSE, open);
      if (close < 0) {
        context.problem(at, "template_open", pattern.substring(open));
        return parts;
      }
      constant(pattern.substring(from, open), parts);
      String formula = pattern.substring(open + OPEN.length(), close).strip();
      CompiledFormula compiled = context.formula(formula, at);
      if (compiled != null) {
        parts.add(new Template.Part.Computed(compiled));
      }
      from = close + CLOSE.length();
    }
    constant(pattern.substring(from), parts);
    return parts;
  }

  private static void constant(String text, List<Template.Part> parts) {
    if (!text.isEmpty()) {
      parts.add(new Template.Part.Constant(text));
    }
  }
}
