package dev.nacre.record;

import dev.nacre.security.Identity;
import dev.nacre.security.Permissions.FormAccess;
import org.jspecify.annotations.Nullable;

/** What people call records, as far as somebody may see it. */
public final class SeenTitles {
  private SeenTitles() {}

  /** The title of a record that the person may read; null when its field is kept from them. */
  public static @Nullable String of(Forms forms, StoredRecord record, Identity who) {
    Field title = record.form().titleField();
    FormAccess access = forms.permissions().on(record.form().id(), who);
    return title == null || kept(access, title) ? null : record.title();
  }

  /**
   * What tells a line from others: the first text in it that the person may see; null when there is
   * none.
   *
   * @param table of the record's form
   */
  public static @Nullable String ofLine(
      Forms forms, StoredRecord record, Field table, StoredRecord line, Identity who) {
    FormAccess access = forms.permissions().on(record.form().id(), who).in(table.id());
    for (Field field : line.form().fields()) {
      if (line.get(field.index()) instanceof String text && !kept(access, field)) {
        return text;
      }
    }
    return null;
  }

  private static boolean kept(FormAccess access, Field field) {
    return access.hidden().contains(field.id()) || access.masked().contains(field.id());
  }
}
