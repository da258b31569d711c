package dev.nacre.connector;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What an operation brought.
 *
 * @param status HTTP status; 200 for kinds that know none
 * @param body the answer as JSON; a text when it is none, null when it is empty
 */
public record OperationResult(int status, JsonNode body) {}
