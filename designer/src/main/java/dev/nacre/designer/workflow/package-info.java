/** The workflow designer: trigger, steps and their blocks as a diagram that can be rearranged. */
@NullMarked
package dev.nacre.designer.workflow;

import org.jspecify.annotations.NullMarked;
