/** Conditions in plain language: said as a sentence, and put together from fields and values. */
@NullMarked
package dev.nacre.designer.condition;

import org.jspecify.annotations.NullMarked;
