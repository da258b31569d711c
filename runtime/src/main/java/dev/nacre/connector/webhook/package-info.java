/** Connectors that are pushed to: signed HTTP requests from shops and services. */
@NullMarked
package dev.nacre.connector.webhook;

import org.jspecify.annotations.NullMarked;
