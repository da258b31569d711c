/** One thing done with many records: asked, shown before, watched while it is done, taken back. */
@NullMarked
package dev.nacre.workspace.bulk;

import org.jspecify.annotations.NullMarked;
