package dev.nacre.workspace.transfer;

import dev.nacre.record.Form;
import dev.nacre.workspace.OpenApp;
import java.nio.file.Path;

/**
 * A file that was chosen for a form.
 *
 * @param fileName as its owner calls it
 * @param file where it waits on this server
 */
record Chosen(OpenApp app, Form form, String fileName, Path file) {}
