package dev.nacre.app;

import dev.nacre.metadata.Json;
import dev.nacre.metadata.Messages;
import dev.nacre.metadata.Text;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The values of a played record, as people read them. */
final class PlayedValues {
  private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private final Forms forms;
  private final RecordEngine records;

  PlayedValues(Forms forms, RecordEngine records) {
    this.forms = forms;
    this.records = records;
  }

  /** A value that isn't empty; each line of a table by itself. */
  List<Text> of(StoredRecord record, Field field) {
    return field.lines()
        ? record.lines(field.index()).stream()
            .map(line -> Text.each(locale -> line(line, locale)))
            .toList()
        : List.of(Text.each(locale -> shown(record, field, locale)));
  }

  private String line(StoredRecord line, Locale locale) {
    return line.form().fields().stream()
        .filter(field -> !line.json(field).isNull())
        .map(field -> field.definition().title().in(locale) + " " + shown(line, field, locale))
        .collect(Collectors.joining(" · "));
  }

  private String shown(StoredRecord record, Field field, Locale locale) {
    Object value = record.get(field.index());
    Form linked = field.linked();
    if (linked != null && value instanceof Collection<?> several) {
      return several.stream()
          .map(one -> title(linked, one, locale))
          .collect(Collectors.joining(Messages.text("played.and", locale, List.of())));
    }
    if (linked != null && value != null) {
      return title(linked, value, locale);
    }
    return switch (value) {
      case null -> Json.write(record.json(field));
      case Instant moment -> MOMENT.withZone(forms.zone()).format(moment);
      default -> field.display(value, locale);
    };
  }

  /** What workflows made while it was played is gone again. */
  private String title(Form form, Object id, Locale locale) {
    UUID known = id instanceof UUID uuid ? uuid : UUID.fromString(id.toString());
    StoredRecord far = records.load(forms, form.id(), Set.of(known), Set.of()).get(known);
    return far == null
        ? Messages.text("played.made", locale, List.of(form.definition().title().in(locale)))
        : far.title();
  }
}
