/** Long work that people started, to be found again: imports, work on many records, undoing. */
@NullMarked
package dev.nacre.workspace.job;

import org.jspecify.annotations.NullMarked;
