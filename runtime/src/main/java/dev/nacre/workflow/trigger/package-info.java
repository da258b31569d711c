/** The trigger types, one file each. */
@NullMarked
package dev.nacre.workflow.trigger;

import org.jspecify.annotations.NullMarked;
