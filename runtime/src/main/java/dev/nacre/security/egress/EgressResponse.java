package dev.nacre.security.egress;

import java.net.URI;
import java.time.Duration;
import java.util.SortedMap;

/**
 * What a partner answered, whatever its status.
 *
 * @param uri who answered, after redirects
 * @param headers by name, in any case
 * @param took from the look-up to the last byte
 */
@SuppressWarnings("ArrayRecordComponent")
public record EgressResponse(
    int status, URI uri, SortedMap<String, String> headers, byte[] body, Duration took) {}
