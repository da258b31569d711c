/**
 * What another version of a form means for the records there are, before it is published and while
 * it is: effects counted, values brought into changed types.
 */
@NullMarked
package dev.nacre.record.change;

import org.jspecify.annotations.NullMarked;
