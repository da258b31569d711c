package dev.nacre.workspace.print;

import dev.nacre.designer.render.Texts;
import dev.nacre.metadata.Problem;
import dev.nacre.record.print.PrintEngine.Printed;
import io.quarkus.qute.Engine;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells in the tab that was opened for paper why there is none, and what to do. */
@Singleton
final class PrintRefusal {
  private final Engine templates;

  PrintRefusal(Engine templates) {
    this.templates = templates;
  }

  /**
   * One thing that is wrong.
   *
   * @param record the one it is about; empty for all
   */
  public record Line(String record, String message, String hint) {}

  /** Nothing can be printed. */
  void say(HttpServletResponse response, Locale locale, List<Problem> problems) throws IOException {
    write(response, locale, problems.stream().map(p -> line("", p, locale)).toList(), "");
  }

  /** Some records can't be printed; the others can, without them. */
  void say(HttpServletResponse response, Locale locale, List<Printed> results, String address)
      throws IOException {
    List<Line> lines =
        results.stream()
            .flatMap(
                one ->
                    one.problem() == null
                        ? Stream.<Line>empty()
                        : Stream.of(line(one.title(), one.problem(), locale)))
            .toList();
    String others =
        results.stream()
            .filter(one -> one.problem() == null)
            .map(one -> one.id().toString())
            .collect(Collectors.joining(","));
    write(response, locale, lines, others.isEmpty() ? "" : address + "?ids=" + others);
  }

  private static Line line(String record, Problem problem, Locale locale) {
    return new Line(record, problem.message(locale), problem.hint(locale));
  }

  private void write(HttpServletResponse response, Locale locale, List<Line> lines, String others)
      throws IOException {
    response.setStatus(422);
    response.setContentType("text/html;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader(
        "Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'");
    response
        .getOutputStream()
        .write(
            templates
                .getTemplate("page/print")
                .data("lang", locale.getLanguage().equals("zh") ? "zh-CN" : "en")
                .data("title", Texts.in(locale, "print.failed"))
                .data("app", "Nacre")
                .data("lines", lines)
                .data("others", others)
                .data("go_on", Texts.in(locale, "print.others"))
                .render()
                .getBytes(StandardCharsets.UTF_8));
  }
}
