package dev.nacre.record.print;

import dev.nacre.metadata.Text;
import io.quarkus.qute.Template;

/**
 * A print of an app, ready to be filled.
 *
 * @param id its file's name
 * @param form whose records it prints
 */
public record PrintTemplate(String id, String form, Text title, Template template) {}
