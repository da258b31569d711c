package dev.nacre.expression;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** What a value is to expressions, and the Java class that holds it. Empty is always null. */
public enum ValueType {
  /** Text; never blank. */
  TEXT(String.class),
  /** An exact decimal. */
  NUMBER(BigDecimal.class),
  /** Yes or no. */
  BOOLEAN(Boolean.class),
  /** A calendar day. */
  DATE(LocalDate.class),
  /** A moment on the time line. */
  MOMENT(Instant.class),
  /** The id of another record. */
  LINK(UUID.class),
  /** Several texts without order, each once, such as chosen options; never an empty list. */
  SEVERAL(List.class),
  /** The lines of a table: a list of {@link Row}. */
  LINES(List.class);

  private final Class<?> javaClass;

  ValueType(Class<?> javaClass) {
    this.javaClass = javaClass;
  }

  /** Whether its values come one after another, so that they can be sorted and grouped by. */
  public boolean ordered() {
    return this != SEVERAL && this != LINES;
  }

  /** What a problem calls a value of this type, in the reader's language. */
  public String phrase() {
    return "@value." + name().toLowerCase(Locale.ROOT);
  }

  /** The class of a value of this type. */
  public Class<?> javaClass() {
    return javaClass;
  }
}
