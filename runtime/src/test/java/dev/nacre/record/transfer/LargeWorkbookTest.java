package dev.nacre.record.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables that are larger than the memory of whoever reads and writes them: a process of its own.
 */
class LargeWorkbookTest {
  private static final int ROWS = 200_000;
  private static final String MEMORY = "-Xmx40m";

  @TempDir Path folder;

  @Test
  void writesAndReadsMoreThanFitsIntoMemory() throws Exception {
    assertThat(run("table")).isEqualTo(String.valueOf(ROWS));
  }

  @Test
  void readsMoreSharedTextsThanFitIntoMemory() throws Exception {
    assertThat(run("shared")).isEqualTo(String.valueOf(ROWS));
  }

  private String run(String what) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                MEMORY,
                "-cp",
                System.getProperty("java.class.path"),
                LargeWorkbookTest.class.getName(),
                what,
                folder.resolve(what + ".xlsx").toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return Files.readString(out).strip();
  }

  /** Writes a table, reads it again and says how many rows came back. */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[1]);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      if (args[0].equals("table")) {
        table(out);
      } else {
        shared(out);
      }
    }
    int rows = 0;
    try (RowFile read = RowFile.open(file, FileFormat.AUTOMATIC)) {
      while (read.hasNext()) {
        String text = text(rows++);
        if (!read.next().cells().getFirst().equals(text)) {
          throw new IllegalStateException(text);
        }
      }
    }
    System.out.println(rows);
  }

  private static String text(int row) {
    return "an address that nobody else has, with street and number " + row + " and what else";
  }

  private static void table(OutputStream out) throws IOException {
    TableWriter table = TableWriter.of(TableWriter.Format.XLSX, out, "t", List.of("a", "b"));
    for (int i = 0; i < ROWS; i++) {
      table.row(List.of(new Cell.Text(text(i)), new Cell.Text("x".repeat(i % 100))));
    }
    table.end();
  }

  private static void shared(OutputStream out) throws IOException {
    try (var zip = new ZipOutputStream(out)) {
      zip.setLevel(Deflater.BEST_SPEED);
      part(zip, "xl/workbook.xml");
      write(
          zip,
          "<workbook xmlns:r=\"r\"><sheets><sheet name=\"s\" r:id=\"i\"/></sheets></workbook>");
      part(zip, "xl/_rels/workbook.xml.rels");
      write(
          zip,
          "<Relationships><Relationship Id=\"i\" Type=\"/worksheet\" Target=\"s.xml\"/>"
              + "</Relationships>");
      part(zip, "xl/sharedStrings.xml");
      write(zip, "<sst><si><t>head</t></si>");
      for (int i = 0; i < ROWS; i++) {
        write(zip, "<si><t>" + text(i) + "</t></si>");
      }
      write(zip, "</sst>");
      part(zip, "xl/s.xml");
      write(zip, "<worksheet><sheetData>");
      for (int i = 0; i <= ROWS; i++) {
        write(zip, "<row r=\"" + (i + 1) + "\"><c t=\"s\"><v>" + i + "</v></c></row>");
      }
      write(zip, "</sheetData></worksheet>");
    }
  }

  private static void part(ZipOutputStream zip, String name) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
