package dev.nacre.record.print;

import dev.nacre.record.Attachment;
import dev.nacre.record.Forms;
import dev.nacre.record.file.FileStore;
import dev.nacre.record.file.FileUses;
import dev.nacre.security.Identity;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.util.UUID;

/** Keeps printed documents among the files of records. */
@Singleton
final class PrintFiles implements PrintShelf {
  private static final int LONGEST = 120;

  private final FileStore files;
  private final FileUses uses;

  PrintFiles(FileStore files, FileUses uses) {
    this.files = files;
    this.uses = uses;
  }

  @Override
  public Attachment keep(
      Forms forms, String form, UUID record, String name, byte[] pdf, Identity who) {
    String plain = name.replaceAll("[^\\p{L}\\p{N} ._()-]+", " ").strip();
    String called = plain.length() > LONGEST ? plain.substring(0, LONGEST).strip() : plain;
    Attachment file =
        files.add(forms, called + ".pdf", "application/pdf", new ByteArrayInputStream(pdf), who);
    // a workflow may rest for longer than files that nobody holds are kept
    uses.hold(forms, form, record, file);
    return file;
  }
}
