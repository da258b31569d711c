/** The designer of an app's calendars: when people work, by which deadlines are counted. */
@NullMarked
package dev.nacre.designer.calendar;

import org.jspecify.annotations.NullMarked;
