/** The way to the first screen that says something. */
@NullMarked
package dev.nacre.workspace.home;

import org.jspecify.annotations.NullMarked;
