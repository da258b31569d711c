package dev.nacre.connector;

/** What the sender of a request hears, once its payloads are durable. */
public record Receipt(int status, String contentType, String body) {}
