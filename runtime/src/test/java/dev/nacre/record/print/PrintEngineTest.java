package dev.nacre.record.print;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Outcome;
import dev.nacre.record.TestApp;
import dev.nacre.security.Identity;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintEngineTest {
  private static final String HEAD = "<html><head><meta name='form' content='parcel'></head><body>";
  private final TestApp app =
      TestApp.of(
          AppFiles.of(
              Map.of(
                  "app.json",
                  "{\"schemaVersion\": 1, \"id\": \"post\"}",
                  "forms/parcel.json",
                  """
                  {"id": "parcel", "titleField": "buyer", "fields": [{"id": "no", "type": "text"},
                   {"id": "depot", "type": "link", "settings": {"form": "depot"}}, {"id": "buyer", "type": "text"},
                   {"id": "phone", "type": "phone"}, {"id": "cost", "type": "money"},
                   {"id": "goods", "type": "table", "settings": {"fields": [{"id": "name", "type": "text"}]}}]}
                  """,
                  "forms/depot.json",
                  """
                  {"id": "depot", "titleField": "name", "fields": [{"id": "name", "type": "text"}]}
                  """,
                  "roles/packer.json",
                  """
                  {"id": "packer", "forms": {"parcel": {"read": true, "fields": {"cost": "hidden", "phone": "mask"}}}}
                  """,
                  "roles/blind.json",
                  """
                  {"id": "blind", "forms": {"parcel": {"read": true, "fields": {"buyer": "hidden"}}}}
                  """)));
  private final PrintCompiler compiler = new PrintCompiler();
  private final PrintEngine engine =
      new PrintEngine(compiler, app.engine, () -> app.now, id -> Optional.empty());

  @Test
  void printsChineseTextCodesAndLines() throws IOException {
    UUID id = parcel("张三丰", "茶壶");
    String text =
        text(
            print(
                "<b>{buyer}</b> {code:qr(no)}{code:bars(no)} {#for one in goods}{one.name}"
                    + " No.{one_count}{/for}",
                List.of(id),
                TestApp.ADMIN));
    assertThat(text).contains("张三丰").contains("茶壶 No.1");
  }

  @Test
  void printsWhatTheReaderMaySeeAndNoMore() throws IOException {
    UUID id = parcel("张三丰", "茶壶");
    var packer = new Identity("p", "P", false, Map.of("post", Set.of("packer")), false);
    String text = text(print("{no} {phone} cost={cost}.", List.of(id), packer));
    assertThat(text).contains("138****1234").contains("cost=.");
  }

  @Test
  void printsNothingBehindAnEmptyLink() throws IOException {
    UUID id = parcel("张三丰", "茶壶");
    String body = "{no} from={depot.name}.{depot}{#if depot} sent{/if}";
    assertThat(text(print(body, List.of(id), TestApp.ADMIN)))
        .contains("from=.")
        .doesNotContain("sent");
  }

  @Test
  void callsARecordNothingThatIsHiddenFromWhoeverPrints() {
    UUID id = parcel("张三丰", "茶壶");
    var blind = new Identity("b", "B", false, Map.of("post", Set.of("blind")), false);
    assertThat(print("{no}", List.of(id), blind).results().getFirst().title())
        .isEqualTo(id.toString());
    assertThat(print("{no}", List.of(id), TestApp.ADMIN).results().getFirst().title())
        .isEqualTo("张三丰");
  }

  @Test
  void takesNoMarkupFromValues() throws IOException {
    UUID id = parcel("<img src='http://127.0.0.1/x'><b>fat</b>", "a");
    assertThat(text(print("{buyer}", List.of(id), TestApp.ADMIN))).contains("<b>fat</b>");
  }

  @Test
  void printsEachOnASheetAndTellsWhatCouldNot() throws IOException {
    UUID one = parcel("A", "a");
    UUID other = parcel("B", "b");
    UUID gone = UUID.randomUUID();
    PrintEngine.Output output = print("{buyer}", List.of(one, gone, other), TestApp.ADMIN);
    assertThat(output.results())
        .extracting(r -> r.problem() == null)
        .containsExactly(true, false, true);
    try (PDDocument pdf = Loader.loadPDF(Objects.requireNonNull(output.pdf()))) {
      assertThat(pdf.getNumberOfPages()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{#for one in goods}{one.name}|print_template",
        "{buyers}|print_name",
        "{#for one in holds.depots}{one.quantity}{/for}|print_name",
        "{#for one in goods}{one.price}{/for}|print_name",
        "{buyer.getClass.name}|",
        "{inject:engine}|print_name",
        "<img src='file:///etc/passwd'>|print_outside",
        "<script>alert(1)</script>|print_outside",
        "<link rel='stylesheet' href='http://127.0.0.1/a.css'>|print_outside"
      })
  void findsWhatIsWrongWithATemplateAndItsLine(String body, String code) {
    var problems = new Problems();
    compiler.check(Map.of("slip", HEAD + "\n" + body), app.forms, problems);
    if (code == null) {
      assertThat(problems.list()).isEmpty();
      UUID id = parcel("A", "a");
      PrintEngine.Output output = print(body, List.of(id), TestApp.ADMIN);
      assertThat(output.results().getFirst().problem())
          .extracting(Problem::code)
          .isEqualTo("print_failed");
      return;
    }
    assertThat(problems.list()).extracting(Problem::code).containsExactly(code);
    assertThat(problems.list().getFirst().file()).isEqualTo("prints/slip.html");
    assertThat(problems.list().getFirst().message(Locale.ENGLISH)).startsWith("Line 2");
  }

  @Test
  void asksWhatIsHeldOfOneForm() {
    String body = "{#if holds.depot}{#for one in holds.depot}{one.form}{/for}{#else}none{/if}";
    PrintEngine.Output output = print(body, List.of(parcel("A", "a")), TestApp.ADMIN);
    assertThat(output.results().getFirst().problem()).isNull();
  }

  @Test
  void wantsToKnowWhoseRecordsItPrints() {
    var problems = new Problems();
    compiler.check(Map.of("slip", "<html><body>x</body></html>"), app.forms, problems);
    assertThat(problems.list()).extracting(Problem::code).containsExactly("print_form_missing");
  }

  private UUID parcel(String buyer, String good) {
    Outcome outcome =
        app.create(
            "parcel",
            """
            {'no': 'P-1', 'buyer': "%s", 'phone': '13800001234', 'cost': 5, 'goods': [{'name': '%s'}]}
            """
                .formatted(buyer.replace("'", "\\u0027"), good));
    return Objects.requireNonNull(outcome.id());
  }

  private PrintEngine.Output print(String body, List<UUID> ids, Identity who) {
    return engine.print(
        Map.of("slip", HEAD + body + "</body></html>"),
        app.forms,
        "parcel",
        "slip",
        ids,
        who,
        Locale.ENGLISH);
  }

  private static String text(PrintEngine.Output output) throws IOException {
    assertThat(output.results()).allMatch(r -> r.problem() == null);
    try (PDDocument pdf = Loader.loadPDF(Objects.requireNonNull(output.pdf()))) {
      return new PDFTextStripper().getText(pdf);
    }
  }
}
