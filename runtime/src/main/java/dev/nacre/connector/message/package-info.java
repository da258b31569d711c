/** Connectors that send messages to groups: robots of chat services, each a definition. */
@NullMarked
package dev.nacre.connector.message;

import org.jspecify.annotations.NullMarked;
