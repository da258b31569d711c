/** Everything that Nacre holds as one file, and back: tables, uploaded files and the master key. */
@NullMarked
package dev.nacre.server.backup;

import org.jspecify.annotations.NullMarked;
