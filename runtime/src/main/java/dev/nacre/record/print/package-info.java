/** Records on paper: templates of the app, filled and laid out as PDF, closed to the outside. */
@org.jspecify.annotations.NullMarked
package dev.nacre.record.print;
