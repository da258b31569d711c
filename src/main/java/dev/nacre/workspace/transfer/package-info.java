/** Bringing records in from a file: mapping, preview, progress and what became of each row. */
@NullMarked
package dev.nacre.workspace.transfer;

import org.jspecify.annotations.NullMarked;
