package dev.nacre.workspace.transfer;

import dev.nacre.record.Form;
import dev.nacre.workspace.OpenApp;

/** A file that was chosen for a form. */
@SuppressWarnings("ArrayRecordComponent")
record Chosen(OpenApp app, Form form, String fileName, byte[] content) {}
