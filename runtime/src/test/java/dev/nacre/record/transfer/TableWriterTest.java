package dev.nacre.record.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TableWriterTest {
  private static final List<String> DANGEROUS =
      List.of(
          "=1+1",
          "+86 138",
          "-x",
          "@SUM(A1)",
          "\t=1",
          "\r=1",
          "\n=1",
          "＝1",
          "'=1",
          "''=1",
          "'x",
          "a=b",
          "a;=b",
          "\"q\"",
          "王芳 & <Co>");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(TableWriter.Format.class)
  void givesBackEveryTextThatItTook(TableWriter.Format format) throws IOException {
    Path file =
        write(format, DANGEROUS.stream().map(t -> List.<Cell>of(new Cell.Text(t))).toList());
    try (RowFile rows = RowFile.open(file, FileFormat.AUTOMATIC)) {
      for (String text : DANGEROUS) {
        assertThat(Formulas.restored(rows.next().cells().getFirst())).isEqualTo(text);
      }
      assertThat(rows.hasNext()).isFalse();
    }
  }

  @Test
  void letsNothingRunInACsv() throws IOException {
    Path file = write(TableWriter.Format.CSV, cells(DANGEROUS));
    try (RowFile rows = RowFile.open(file, FileFormat.AUTOMATIC)) {
      rows.forEachRemaining(
          row -> assertThat(row.cells().getFirst()).doesNotMatch("(?s)[=+\\-@\t\r\n＝].*"));
    }
    // nor when another separator is taken for the right one
    assertThat(Files.readString(file)).contains("\"a;=b\"");
  }

  @Test
  void writesTextsAsTextsInAWorkbook() throws IOException {
    Path file = write(TableWriter.Format.XLSX, cells(List.of("=1+1")));
    try (var zip = new ZipFile(file.toFile())) {
      String sheet =
          new String(
              zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml")).readAllBytes(),
              java.nio.charset.StandardCharsets.UTF_8);
      assertThat(sheet).contains("t=\"inlineStr\"><is><t>=1+1").doesNotContain("<f>");
    }
  }

  @Test
  void keepsKindsAndDigits() throws IOException {
    Path file =
        write(
            TableWriter.Format.XLSX,
            List.of(
                List.of(new Cell.Day(LocalDate.of(2026, 11, 22))),
                List.of(new Cell.Moment(LocalDateTime.of(2026, 11, 22, 8, 30, 5))),
                List.of(new Cell.Amount(new BigDecimal("12345.67"))),
                List.of(new Cell.Amount(new BigDecimal("1234567890123456.78"))),
                List.of(new Cell.Flag(true)),
                List.of(new Cell.Day(LocalDate.of(1812, 1, 1))),
                List.of(new Cell.Text("x".repeat(40_000)))));
    try (RowFile rows = RowFile.open(file, FileFormat.AUTOMATIC)) {
      assertThat(Stream.generate(() -> rows.next().cells().getFirst()).limit(6))
          .containsExactly(
              "2026-11-22",
              "2026-11-22 08:30:05",
              "12345.67",
              "1234567890123456.78",
              "true",
              "1812-01-01");
      assertThat(rows.next().cells().getFirst()).hasSize(32_767).endsWith("…");
    }
  }

  private static List<List<Cell>> cells(List<String> texts) {
    return texts.stream().map(t -> List.<Cell>of(new Cell.Text(t))).toList();
  }

  private Path write(TableWriter.Format format, List<List<Cell>> rows) throws IOException {
    var out = new ByteArrayOutputStream();
    TableWriter table = TableWriter.of(format, out, "A/B: [title]", List.of("Column"));
    for (List<Cell> row : rows) {
      table.row(row);
    }
    table.end();
    return Files.write(Files.createTempFile(folder, "t", ".any"), out.toByteArray());
  }
}
