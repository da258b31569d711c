package dev.nacre.kind;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a setting names a field, or that the keys of a map do, so that people choose among
 * those there are.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface NamesField {
  /** Which fields it may name. */
  Of value() default Of.FIELD;

  /** Which fields a setting may name. */
  enum Of {
    /**
     * A field, perhaps across links, of the form that the settings are about: the one that their
     * {@code form} says, else the workflow's.
     */
    FIELD,
    /** A table of that form; the other names in its group are then those of its lines. */
    TABLE,
    /** A table of the workflow's record; the other names in its group are then the lines'. */
    RECORD_TABLE,
    /** A link and a table of the form that it leads to ({@code bundle.parts}). */
    LINKED_TABLE,
    /** A field of the lines of its group's table. */
    LINE,
    /** A field of the line at which the step stands; there is none outside of one. */
    THIS_LINE,
    /** A field that can be written, a table, or a field of its lines ({@code lines.qty}). */
    WRITTEN
  }
}
