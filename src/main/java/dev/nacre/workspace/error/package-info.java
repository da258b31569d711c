/** What went wrong, why, and what to do. */
@NullMarked
package dev.nacre.workspace.error;

import org.jspecify.annotations.NullMarked;
