package dev.nacre.record.print;

import dev.nacre.metadata.Ids;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Suggestions;
import dev.nacre.metadata.Text;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.Results;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.ValueResolver;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.Variant;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Reads the templates of prints: HTML with Qute's expressions and sections, which see the values of
 * one record and nothing of Java. Every value is escaped, and nothing outside the file is loaded.
 */
@Singleton
public final class PrintCompiler {
  private static final Pattern STYLE =
      Pattern.compile("(<style[^>]*>)(.*?)(</style>)", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  private static final String OUTSIDE =
      "img[src], link, script, iframe, object, embed, base, form, svg";

  private final Engine engine =
      Engine.builder()
          .addDefaultSectionHelpers()
          .addValueResolvers(
              ValueResolvers.thisResolver(),
              ValueResolvers.mapperResolver(),
              ValueResolvers.orResolver(),
              ValueResolvers.orEmpty(),
              ValueResolvers.trueResolver(),
              ValueResolvers.logicalAndResolver(),
              ValueResolvers.logicalOrResolver(),
              ValueResolvers.equalsResolver(),
              rows(),
              nothing(),
              roots(),
              holds(),
              holdsOfAForm())
          .addNamespaceResolver(new Codes())
          .addResultMapper(new HtmlEscaper(List.of("text/html")))
          .timeout(10_000)
          .build();

  private static ValueResolver rows() {
    return ValueResolver.builder()
        .applyToBaseClass(PrintRow.class)
        .applyToNoParameters()
        .resolveSync(context -> ((PrintRow) context.getBase()).get(context.getName()))
        .build();
  }

  /** What lies behind an empty link is empty, too, as in formulas; names were checked before. */
  private static ValueResolver nothing() {
    return ValueResolver.builder()
        .applyToBaseClass(String.class)
        .applyToNoParameters()
        .priority(-10)
        .resolveSync(
            context -> ((String) context.getBase()).isEmpty() ? "" : Results.notFound(context))
        .build();
  }

  private static ValueResolver holds() {
    return ValueResolver.builder()
        .applyToBaseClass(PrintHold.class)
        .applyToNoParameters()
        .resolveSync(context -> ((PrintHold) context.getBase()).get(context.getName()))
        .build();
  }

  private static ValueResolver holdsOfAForm() {
    return ValueResolver.builder()
        .applyToBaseClass(PrintHolds.class)
        .applyToNoParameters()
        .resolveSync(context -> ((PrintHolds) context.getBase()).of(context.getName()))
        .build();
  }

  private static ValueResolver roots() {
    return ValueResolver.builder()
        .applyToBaseClass(PrintRoot.class)
        .applyToNoParameters()
        .resolveSync(context -> ((PrintRoot) context.getBase()).get(context.getName()))
        .build();
  }

  /** Finds everything that is wrong with an app's prints, each with its file and line. */
  public void check(Map<String, String> prints, Forms forms, Problems problems) {
    prints.forEach(
        (id, text) -> {
          var found = new Problems();
          var unused = compile(id, text, forms, found);
          problems.addIn("prints/" + id + ".html", found);
        });
  }

  /** Of which form each print is, as far as it says so. */
  public Map<String, String> forms(Map<String, String> prints) {
    var forms = new TreeMap<String, String>();
    prints.forEach((id, text) -> forms.put(id, form(Jsoup.parse(text))));
    return forms;
  }

  private static String form(Document html) {
    return html.select("meta[name=form]").attr("content");
  }

  /** A print that can be filled; null when anything is wrong with it. */
  @Nullable PrintTemplate compile(String id, String text, Forms forms, Problems problems) {
    if (!Ids.valid(id)) {
      problems.add("", "print_id", id, Ids.suggest(id, null, "my_print"));
    }
    Document html = Jsoup.parse(text, "", Parser.htmlParser().setTrackPosition(true));
    for (Element outside : html.select(OUTSIDE)) {
      if (!outside.attr("src").startsWith("data:image/")) {
        problems.add(
            "", "print_outside", outside.tagName(), outside.sourceRange().start().lineNumber());
      }
    }
    String named = form(html);
    Form form = forms.find(named).orElse(null);
    if (form == null) {
      String code = named.isEmpty() ? "print_form_missing" : "print_form";
      var known = forms.byId().keySet();
      problems.add(
          "",
          code,
          named,
          String.join(", ", known.stream().sorted().toList()),
          Suggestions.question(named, known));
    }
    Template template = parse(id, text, problems);
    if (template != null && form != null) {
      new PrintNames(form, text, forms.byId().keySet(), problems).check(template);
    }
    if (form == null || template == null || !problems.isEmpty()) {
      return null;
    }
    String title = html.title().isBlank() ? id : html.title();
    String chinese = html.select("meta[name=title-zh]").attr("content");
    return new PrintTemplate(
        id, form.id(), chinese.isBlank() ? Text.of(title) : Text.of(title, chinese), template);
  }

  private @Nullable Template parse(String id, String text, Problems problems) {
    // braces of styles are none of a template; escaped, for in a block of its own lines don't count
    String quiet =
        STYLE
            .matcher(text)
            .replaceAll(
                style ->
                    Matcher.quoteReplacement(
                        style.group(1)
                            + style.group(2).replaceAll("[{}]", "\\\\$0")
                            + style.group(3)));
    try {
      return engine.parse(quiet, Variant.forContentType("text/html"), id);
    } catch (TemplateException e) {
      int line = e.getOrigin() == null ? 1 : e.getOrigin().getLine();
      String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      problems.add("", "print_template", message, line);
      return null;
    }
  }
}
