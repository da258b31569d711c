/** Connectors that read files: rows, grouped into payloads. */
@NullMarked
package dev.nacre.connector.file;

import org.jspecify.annotations.NullMarked;
