/** Dashboards on the screen, live, with a way to the records behind every number. */
@NullMarked
package dev.nacre.workspace.dashboard;

import org.jspecify.annotations.NullMarked;
