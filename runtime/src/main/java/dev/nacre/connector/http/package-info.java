/** Connectors that ask: HTTP calls to shops and services, signed, paged, to vetted addresses. */
@NullMarked
package dev.nacre.connector.http;

import org.jspecify.annotations.NullMarked;
