/** Uploaded files: checked, kept by content, and shown to whoever may read a record with them. */
@org.jspecify.annotations.NullMarked
package dev.nacre.record.file;
