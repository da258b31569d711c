/** The past of records: any version shown, compared, found by its checksum, and put back. */
@NullMarked
package dev.nacre.record.past;

import org.jspecify.annotations.NullMarked;
