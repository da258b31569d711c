/** Definitions as JSON text, with what is wrong at its line. */
@NullMarked
package dev.nacre.designer.source;

import org.jspecify.annotations.NullMarked;
