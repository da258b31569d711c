/** Connectors: what comes in from shops, files and other systems, mapped onto forms. */
@NullMarked
package dev.nacre.connector;

import org.jspecify.annotations.NullMarked;
