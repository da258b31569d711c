/** Connectors that read databases of others. */
@NullMarked
package dev.nacre.connector.database;

import org.jspecify.annotations.NullMarked;
