/** One record: reading, filling, saving, conflicts, history and what waits for a decision. */
@NullMarked
package dev.nacre.workspace.record;

import org.jspecify.annotations.NullMarked;
