package dev.nacre.record.transfer;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Writes a table as text with commas. */
public final class CsvTable implements TableWriter {
  /** The mark tells spreadsheet programs that this is UTF-8. */
  private static final String MARK = "\uFEFF";

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private final Writer out;

  CsvTable(OutputStream out, List<String> head) throws IOException {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    this.out.write(MARK);
    row(head.stream().<Cell>map(Cell.Text::new).toList());
  }

  @Override
  public void row(List<Cell> cells) throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      out.write(quoted(text(cells.get(i))));
    }
    out.write("\r\n");
  }

  private static String text(Cell cell) {
    return switch (cell) {
      case Cell.Text text -> Formulas.harmless(text.text());
      case Cell.Amount number -> number.number().toPlainString();
      case Cell.Day day -> day.day().toString();
      case Cell.Moment moment -> MOMENT.format(moment.moment());
      case Cell.Flag flag -> String.valueOf(flag.yes());
    };
  }

  /** Also what another program would take for its separator. */
  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> "\",;\t\r\n|".indexOf(c) >= 0);
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  @Override
  public void end() throws IOException {
    out.flush();
  }
}
