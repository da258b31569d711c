package dev.nacre.record.transfer;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** A cell of a table that goes out. */
public sealed interface Cell {
  /** Nothing. */
  Cell EMPTY = new Text("");

  /** Any text; whoever writes it sees to it that nothing runs it. */
  record Text(String text) implements Cell {}

  /** An exact number. */
  record Amount(BigDecimal number) implements Cell {}

  /** A calendar day. */
  record Day(LocalDate day) implements Cell {}

  /** A local time of a day. */
  record Moment(LocalDateTime moment) implements Cell {}

  /** Yes or no. */
  record Flag(boolean yes) implements Cell {}
}
