package dev.nacre.record;

/**
 * A file that a record refers to.
 *
 * @param id a random UUID; whoever can't read a record that has it can't guess it
 * @param name as its owner calls it, without a path
 * @param type the media type, found out by looking at the content
 * @param size in bytes
 */
public record Attachment(String id, String name, String type, long size) {}
