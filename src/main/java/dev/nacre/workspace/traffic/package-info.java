/** What comes in and goes out of an app, and what to do about what failed. */
@NullMarked
package dev.nacre.workspace.traffic;

import org.jspecify.annotations.NullMarked;
