/** The field types, one file each, and the little that several of them share. */
@NullMarked
package dev.nacre.record.field;

import org.jspecify.annotations.NullMarked;
