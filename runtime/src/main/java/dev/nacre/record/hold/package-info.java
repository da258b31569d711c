/**
 * What records hold of counted things: stock, seats, capacity. Amounts go from one number of a
 * counted record to another, for many records at once, within bounds, all or nothing.
 */
@NullMarked
package dev.nacre.record.hold;

import org.jspecify.annotations.NullMarked;
