package dev.nacre.record.field;

import dev.nacre.record.Attachments;
import jakarta.inject.Singleton;
import java.util.List;

/** One picture or several, which lists and forms show small. */
@Singleton
public final class ImageField extends AttachedField {
  /** A type whose files are in that store. */
  public ImageField(Attachments store) {
    super("image", List.of("image/*"), store);
  }
}
