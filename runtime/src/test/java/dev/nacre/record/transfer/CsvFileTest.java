package dev.nacre.record.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
  @TempDir Path folder;

  @Test
  void readsQuotesLineBreaksAndEmptyCells() throws IOException {
    assertThat(read("a,b\n1,\"x, \"\"y\"\"\"\r\n\n2,\"two\nlines\"\n,\n"))
        .containsExactly("2:1|x, \"y\"", "4:2|two\nlines", "6:|");
  }

  @Test
  void tellsRowsWithTooFewOrTooManyCellsAndGoesOn() throws IOException {
    assertThat(read("a,b\n1\n2,3,4\n5,6\n"))
        .containsExactly("2! csv_cells 1", "3! csv_cells 2,3,4", "4:5|6");
  }

  @Test
  void losesOnlyTheLineWhoseQuoteIsNeverClosed() throws IOException {
    assertThat(read("a,b\n1,\"open\n2,3\n4,\"fine\"\n5,6\n"))
        .containsExactly("2! csv_quote_open 1,\"open", "3:2|3", "4:4|fine", "5:5|6");
    assertThat(read("a,b\n1,2\n3,\"open\n")).containsExactly("2:1|2", "3! csv_quote_open 3,\"open");
  }

  @Test
  void findsOutDelimiterAndEncoding() throws IOException {
    assertThat(read("a;b\n1,5;2\n")).containsExactly("2:1,5|2");
    assertThat(read("\uFEFFa\tb\nx\ty\n")).containsExactly("2:x|y");
    Path gbk = folder.resolve("gbk.csv");
    Files.writeString(gbk, "订单号,买家\n1,王芳\n", Charset.forName("GB18030"));
    try (CsvFile csv = CsvFile.open(gbk, CsvFormat.AUTOMATIC)) {
      assertThat(csv.columns()).containsExactly("订单号", "买家");
    }
  }

  @Test
  void givesEveryColumnANameOfItsOwn() throws IOException {
    try (CsvFile csv = CsvFile.open(write("a,,a\n1,2,3\n"), CsvFormat.AUTOMATIC)) {
      assertThat(csv.columns()).containsExactly("a", "2", "a (2)");
    }
    CsvFormat bare = new CsvFormat(null, null, false);
    try (CsvFile csv = CsvFile.open(write("1,2\n"), bare)) {
      assertThat(csv.columns()).containsExactly("1", "2");
      assertThat(csv.next().line()).isEqualTo(1);
    }
  }

  @Test
  void refusesAnEmptyFile() throws IOException {
    Path empty = write("");
    assertThatThrownBy(() -> CsvFile.open(empty, CsvFormat.AUTOMATIC))
        .isInstanceOf(UnreadableFileException.class);
  }

  private List<String> read(String text) throws IOException {
    var lines = new ArrayList<String>();
    try (CsvFile csv = CsvFile.open(write(text), CsvFormat.AUTOMATIC)) {
      while (csv.hasNext()) {
        lines.add(
            switch (csv.next()) {
              case FileLine.Row row -> row.line() + ":" + String.join("|", row.cells());
              case FileLine.Broken b -> b.line() + "! " + b.problem().code() + " " + b.text();
            });
      }
    }
    return lines;
  }

  private Path write(String text) throws IOException {
    return Files.writeString(
        Files.createTempFile(folder, "test", ".csv"), text, StandardCharsets.UTF_8);
  }
}
