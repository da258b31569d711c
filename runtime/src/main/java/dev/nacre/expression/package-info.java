/** Conditions, formulas and scripts: compiled once against named, typed shapes, then run. */
@NullMarked
package dev.nacre.expression;

import org.jspecify.annotations.NullMarked;
