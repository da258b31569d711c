package dev.nacre.record.print;

import dev.nacre.record.Attachment;
import dev.nacre.record.Forms;
import dev.nacre.security.Identity;
import java.util.UUID;

/** Keeps printed documents as files. */
public interface PrintShelf {
  /**
   * Keeps a document with the record that it is of, as long as that is kept.
   *
   * @param name what to call it; what files can't be called is left out
   * @param who printed it
   */
  Attachment keep(Forms forms, String form, UUID record, String name, byte[] pdf, Identity who);
}
