package dev.nacre.connector.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;

/**
 * An answer that means yes.
 *
 * @param uri who gave it, after redirects
 * @param headers by name, in any case
 * @param body JSON, unpacked; a text when it is none, null when it is empty
 * @param nothing whether it says that there is no such thing, and that this is fine
 */
record Answer(int status, URI uri, Map<String, String> headers, JsonNode body, boolean nothing) {}
