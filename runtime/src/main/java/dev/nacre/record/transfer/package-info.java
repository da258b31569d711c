/** Records in bulk, in and out: imports as jobs with progress, and the reading of tables. */
@NullMarked
package dev.nacre.record.transfer;

import org.jspecify.annotations.NullMarked;
