package dev.nacre.record.print;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.record.Attachment;
import dev.nacre.record.Field;
import dev.nacre.record.Forms;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.Identity;
import dev.nacre.security.Masks;
import dev.nacre.security.Permissions.Action;
import io.quarkus.qute.RawString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A record or line as a template sees it: every value as text, as its reader may see it. What is
 * hidden from them is empty, what is masked is masked.
 */
final class PrintRow {
  private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private static final long LARGEST = 4L << 20;

  private final Reader reader;
  private final StoredRecord record;
  private final ObjectNode seen;
  private final Set<String> masked;

  /** For whom, and how to find out what they may see. */
  record Reader(
      RecordEngine records,
      Forms forms,
      Identity who,
      Locale locale,
      Function<String, Optional<InputStream>> pictures) {
    PrintRow row(StoredRecord record) {
      var access = forms.permissions().on(record.form().id(), who);
      return new PrintRow(this, record, records.json(forms, record, who), access.masked());
    }

    /** A line, of which may be seen what the record's form says. */
    PrintRow line(StoredRecord record, Field table, StoredRecord line) {
      var access = forms.permissions().on(record.form().id(), who).in(table.id());
      ObjectNode seen = line.toJson();
      Masks.cover(seen, access);
      return new PrintRow(this, line, seen, access.masked());
    }
  }

  private PrintRow(Reader reader, StoredRecord record, ObjectNode seen, Set<String> masked) {
    this.reader = reader;
    this.record = record;
    this.seen = seen;
    this.masked = masked;
  }

  /** Whether the form has such a name. */
  boolean has(String name) {
    return record.form().name(name).isPresent();
  }

  /** A value: text, a yes or no, the lines of a table, or the record that a link leads to. */
  Object get(String name) {
    Field field = record.form().name(name).orElse(null);
    JsonNode json = field == null ? null : seen.get(name);
    Object value = field == null ? null : record.get(field.index());
    if (field == null || json == null || value == null) {
      return "";
    }
    if (field.lines()) {
      List<PrintRow> lines = new ArrayList<>();
      record.lines(field.index()).forEach(line -> lines.add(reader.line(record, field, line)));
      return lines;
    }
    if (masked.contains(name)) {
      return json.asText();
    }
    if (field.many() != null) {
      return all(field);
    }
    if (field.target() != null && !field.system()) {
      PrintRow far = far(field);
      return far == null ? "" : far;
    }
    Object picture = picture(field, value);
    if (picture != null) {
      return picture;
    }
    return switch (value) {
      case Boolean yes -> yes;
      case Instant moment -> MOMENT.withZone(reader.forms().zone()).format(moment);
      default -> field.display(value, reader.locale());
    };
  }

  /** What was signed or photographed is on the paper; null for everything else. */
  private @Nullable Object picture(Field field, Object value) {
    List<Attachment> files = field.system() ? List.of() : field.fieldType().attachments(value);
    if (files.isEmpty() || !files.stream().allMatch(PrintRow::printable)) {
      return null;
    }
    var pictures = new StringBuilder();
    for (Attachment file : files) {
      try (InputStream content = reader.pictures().apply(file.id()).orElse(null)) {
        if (content != null) {
          pictures
              .append("<img class=\"picture\" alt=\"\" src=\"data:")
              .append(file.type())
              .append(";base64,")
              .append(Base64.getEncoder().encodeToString(content.readAllBytes()))
              .append("\"/>");
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return pictures.isEmpty() ? null : new RawString(pictures.toString());
  }

  private static boolean printable(Attachment file) {
    return file.size() <= LARGEST
        && (file.type().equals("image/png") || file.type().equals("image/jpeg"));
  }

  private List<PrintRow> all(Field links) {
    var rows = new ArrayList<PrintRow>();
    for (StoredRecord far : record.several(links.index())) {
      PrintRow row = far(far);
      if (row != null) {
        rows.add(row);
      }
    }
    return rows;
  }

  private @Nullable PrintRow far(Field link) {
    return far(record.linked(link.index()));
  }

  private @Nullable PrintRow far(@Nullable StoredRecord far) {
    boolean may =
        far != null
            && reader.forms().permissions().on(far.form().id(), reader.who()).may(Action.READ);
    return far == null || !may ? null : reader.row(far);
  }

  @Override
  public String toString() {
    Field title = record.form().titleField();
    Object text = title == null ? "" : get(title.id());
    return text instanceof PrintRow ? "" : text.toString();
  }
}
