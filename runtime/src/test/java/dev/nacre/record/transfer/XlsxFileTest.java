package dev.nacre.record.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.metadata.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Workbooks as they are and as they should not be. */
class XlsxFileTest {
  private static final Path CORPUS = Path.of("src/test/resources/transfer/xlsx");

  @TempDir Path folder;

  static Stream<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(corpus())) {
      return folders.map(f -> f.getFileName().toString()).sorted().toList().stream();
    }
  }

  private static Path corpus() {
    return Files.exists(CORPUS) ? CORPUS : Path.of("runtime").resolve(CORPUS);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsTheCorpus(String name) throws IOException {
    Path folder = corpus().resolve(name);
    List<String> expected = Files.readAllLines(folder.resolve("expected.txt"));
    assertThat(read(Workbooks.of(folder), FileFormat.AUTOMATIC)).isEqualTo(expected);
  }

  @Test
  void readsTheSheetThatIsAskedFor() throws IOException {
    Path book = write(Workbooks.of(corpus().resolve("sheets")));
    try (RowFile file = RowFile.open(book, FileFormat.AUTOMATIC)) {
      assertThat(file.sheets()).containsExactly("Lists", "订单");
      assertThat(file.sheet()).isEqualTo("订单");
    }
    try (RowFile file = RowFile.open(book, new FileFormat(CsvFormat.AUTOMATIC, "Lists", false))) {
      assertThat(file.columns()).containsExactly("Day");
    }
    var other = new FileFormat(CsvFormat.AUTOMATIC, "Other", false);
    assertThat(refusal(Files.readAllBytes(book), other)).isEqualTo("xlsx_sheet_unknown");
  }

  @Test
  void callsColumnsByNumberWhereTheFirstRowIsOne() throws IOException {
    var bare = FileFormat.of(new CsvFormat(null, null, false));
    assertThat(read(Workbooks.rows("a|b", "c|d"), bare)).containsExactly("1|2", "1:a|b", "2:c|d");
  }

  @Test
  void keepsSharedTextsApartFromTheirOrder() throws IOException {
    var shared = new StringBuilder("<sst>");
    var sheet = new StringBuilder("<worksheet><sheetData>");
    int count = 1_000;
    for (int i = 0; i < count; i++) {
      shared.append("<si><t>text ").append(i).append("</t></si>");
      int other = (i * 337) % count;
      sheet.append("<row><c t=\"s\"><v>").append(other).append("</v></c></row>");
    }
    byte[] book =
        Workbooks.of(
            sheet.append("</sheetData></worksheet>").toString(),
            Map.of("xl/sharedStrings.xml", shared.append("</sst>").toString()));
    List<String> lines = read(book, FileFormat.of(new CsvFormat(null, null, false)));
    for (int i = 0; i < count; i++) {
      assertThat(lines.get(i + 1)).isEqualTo((i + 1) + ":text " + (i * 337) % count);
    }
  }

  @Test
  void saysWhatAFileIsThatIsNoWorkbook() {
    byte[] ole = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0};
    assertThat(refusal(ole, FileFormat.AUTOMATIC)).isEqualTo("xls_old");
    byte[] name = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);
    byte[] encrypted = new byte[1_024 + name.length];
    System.arraycopy(ole, 0, encrypted, 0, ole.length);
    System.arraycopy(name, 0, encrypted, 1_024, name.length);
    assertThat(refusal(encrypted, FileFormat.AUTOMATIC)).isEqualTo("xlsx_encrypted");
    FileFormat named = FileFormat.AUTOMATIC.named("orders.XLSX");
    assertThat(refusal(bytes("a,b\n1,2\n"), named)).isEqualTo("xlsx_expected");
    assertThat(refusal(bytes("<html><table>"), FileFormat.AUTOMATIC)).isEqualTo("file_is_page");
    assertThat(refusal(bytes("%PDF-1.7"), FileFormat.AUTOMATIC)).isEqualTo("file_not_table");
    assertThat(refusal(Workbooks.zip(Map.of("a.csv", "a,b")), FileFormat.AUTOMATIC))
        .isEqualTo("xlsx_no_workbook");
    assertThat(refusal(bytes("PK\3\4 broken"), FileFormat.AUTOMATIC)).isEqualTo("xlsx_unreadable");
    assertThat(
            refusal(
                Workbooks.of("<worksheet><sheetData/></worksheet>", Map.of()),
                FileFormat.AUTOMATIC))
        .isEqualTo("xlsx_empty");
    assertThat(refusal(Workbooks.of("<worksheet><sheetData><row>", Map.of()), FileFormat.AUTOMATIC))
        .isEqualTo("xlsx_unreadable");
  }

  @Test
  void refusesWhatWasMadeToBurst() {
    String cell = "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>";
    assertThat(refusal(Workbooks.of(cell + "a".repeat(2 << 20), Map.of())))
        .isEqualTo("xlsx_cell_long");
    assertThat(refusal(Workbooks.of("<worksheet a=\"" + "x".repeat(2 << 20) + "\"/>", Map.of())))
        .isEqualTo("xlsx_bomb");
    assertThat(refusal(Workbooks.of("<worksheet><!--" + "<".repeat(2 << 20) + "-->", Map.of())))
        .isEqualTo("xlsx_bomb");
    String rows = "<worksheet><sheetData>" + "<row><c><v>0</v></c></row>".repeat(1_000_000);
    byte[] steep = Workbooks.of(rows + "</sheetData></worksheet>", Map.of());
    assertThatThrownBy(() -> read(steep, FileFormat.AUTOMATIC))
        .isInstanceOfSatisfying(
            UnreadableFileException.class,
            e -> assertThat(e.problems()).extracting(Problem::code).containsExactly("xlsx_bomb"));
    var many = new LinkedHashMap<String, String>();
    for (int i = 0; i < 10_001; i++) {
      many.put("xl/media/" + i, "");
    }
    assertThat(refusal(Workbooks.of("<worksheet/>", many))).isEqualTo("xlsx_entries");
  }

  @Test
  void reachesForNothingOutside() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "hidden");
    String sheet =
        "<!DOCTYPE x [<!ENTITY e SYSTEM \""
            + secret.toUri()
            + "\">]><worksheet><sheetData>"
            + "<row><c t=\"str\"><v>&e;</v></c></row></sheetData></worksheet>";
    assertThat(refusal(Workbooks.of(sheet, Map.of()))).isEqualTo("xlsx_doctype");
    String undeclared =
        "<worksheet><sheetData><row><c t=\"str\"><v>&e;</v></c></row></sheetData></worksheet>";
    assertThat(refusal(Workbooks.of(undeclared, Map.of()))).isEqualTo("xlsx_unreadable");
  }

  private String refusal(byte[] content) {
    return refusal(content, FileFormat.AUTOMATIC);
  }

  private String refusal(byte[] content, FileFormat format) {
    try {
      read(content, format);
    } catch (UnreadableFileException e) {
      return e.problems().getFirst().code();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return "read";
  }

  private List<String> read(byte[] content, FileFormat format) throws IOException {
    var lines = new ArrayList<String>();
    try (RowFile file = RowFile.open(write(content), format)) {
      lines.add(String.join("|", file.columns()));
      while (file.hasNext()) {
        lines.add(
            switch (file.next()) {
              case FileLine.Row row -> row.line() + ":" + String.join("|", row.cells());
              case FileLine.Broken b -> b.line() + "! " + b.problem().code();
            });
      }
    }
    return lines.stream().map(l -> l.replace('\n', '⏎').replace('\r', '␍')).toList();
  }

  private Path write(byte[] content) throws IOException {
    return Files.write(Files.createTempFile(folder, "test", ".any"), content);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
