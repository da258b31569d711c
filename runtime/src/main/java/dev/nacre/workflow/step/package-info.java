/** The step types, one file each. */
@NullMarked
package dev.nacre.workflow.step;

import org.jspecify.annotations.NullMarked;
