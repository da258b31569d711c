/** The field types, to be put onto a form. */
@NullMarked
package dev.nacre.designer.palette;

import org.jspecify.annotations.NullMarked;
