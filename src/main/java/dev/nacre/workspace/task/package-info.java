/** The tasks that wait for the signed-in person. */
@NullMarked
package dev.nacre.workspace.task;

import org.jspecify.annotations.NullMarked;
