package dev.nacre.record.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Writes a table as a workbook: days as days, numbers as numbers as long as a spreadsheet program
 * keeps all their digits, and texts as texts, which no such program runs as formulas. What doesn't
 * fit on one sheet goes on on the next.
 */
public final class XlsxTable implements TableWriter {
  /** What a sheet holds, its head included. */
  private static final int MOST_ROWS = 1 << 20;

  /** What a cell holds. */
  private static final int LONGEST = 32_767;

  private static final int DIGITS = 15;
  private static final int WRITTEN_TOGETHER = 500;
  private static final int FIRST_YEAR = 1900;
  private static final double WIDTH = 16;

  private final Workbook book;
  private final String title;
  private final List<String> head;
  private Worksheet sheet;
  private int sheets;
  private int row;

  XlsxTable(OutputStream out, String title, List<String> head) {
    this.book = new Workbook(new Unclosed(out), "Nacre", "1.0");
    this.title = name(title);
    this.head = head;
    this.sheet = begin();
  }

  private Worksheet begin() {
    sheets++;
    Worksheet next = book.newWorksheet(sheets == 1 ? title : title + " " + sheets);
    for (int i = 0; i < head.size(); i++) {
      next.inlineString(0, i, head.get(i));
      next.style(0, i).bold().set();
      next.width(i, WIDTH);
    }
    next.freezePane(0, 1);
    row = 1;
    return next;
  }

  /** Names of sheets have at most 31 characters, and not these. */
  private static String name(String title) {
    String name = title.replaceAll("[\\[\\]:*?/\\\\']", " ").strip();
    return name.isEmpty() ? "Nacre" : name.substring(0, Math.min(name.length(), 25));
  }

  @Override
  public void row(List<Cell> cells) throws IOException {
    if (row == MOST_ROWS) {
      sheet.close();
      sheet = begin();
    }
    for (int i = 0; i < cells.size(); i++) {
      cell(i, cells.get(i));
    }
    row++;
    if (row % WRITTEN_TOGETHER == 0) {
      sheet.flush();
    }
  }

  private void cell(int column, Cell cell) {
    switch (cell) {
      case Cell.Text text -> text(column, Formulas.literal(text.text()));
      case Cell.Amount number -> number(column, number.number());
      case Cell.Flag flag -> sheet.value(row, column, flag.yes());
      case Cell.Day day -> {
        if (day.day().getYear() < FIRST_YEAR) {
          text(column, day.day().toString());
        } else {
          sheet.value(row, column, day.day());
          sheet.style(row, column).format("yyyy-mm-dd").set();
        }
      }
      case Cell.Moment moment -> moment(column, moment.moment());
    }
  }

  private void moment(int column, LocalDateTime moment) {
    if (moment.getYear() < FIRST_YEAR) {
      text(column, moment.toString());
    } else {
      sheet.value(row, column, moment);
      sheet.style(row, column).format("yyyy-mm-dd hh:mm:ss").set();
    }
  }

  private void number(int column, BigDecimal number) {
    if (number.stripTrailingZeros().precision() > DIGITS) {
      text(column, number.toPlainString());
    } else {
      sheet.value(row, column, number);
    }
  }

  private void text(int column, String text) {
    if (!text.isEmpty()) {
      boolean fits = text.length() <= LONGEST;
      sheet.inlineString(row, column, fits ? text : text.substring(0, LONGEST - 1) + "…");
    }
  }

  @Override
  public void end() throws IOException {
    book.finish();
  }

  /** Whoever gave the stream closes it. */
  private static final class Unclosed extends java.io.FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
