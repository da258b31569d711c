package dev.nacre.record.field;

import dev.nacre.record.Attachments;
import jakarta.inject.Singleton;
import java.util.List;

/** One file or several, such as a contract or a photo of a damage. */
@Singleton
public final class FileField extends AttachedField {
  /** A type whose files are in that store. */
  public FileField(Attachments store) {
    super("file", List.of(), store);
  }
}
