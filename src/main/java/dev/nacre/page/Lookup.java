package dev.nacre.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.expression.Mask;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.PageDefinition;
import dev.nacre.metadata.PageDefinition.Countdown;
import dev.nacre.metadata.PageDefinition.Shown;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Value;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Query;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the record that somebody knows everything asked of, and says what the page tells of it. */
@Singleton
final class Lookup {
  private static final int CANDIDATES = 20;
  private static final int LINES = 50;

  private final RecordEngine records;
  private final Glossary glossary;
  private final InstantSource clock;

  Lookup(RecordEngine records, Glossary glossary, InstantSource clock) {
    this.records = records;
    this.glossary = glossary;
    this.clock = clock;
  }

  /** The record for which every answer is right; a wrong one is like no record. */
  Optional<StoredRecord> find(OpenPage open, Map<String, String> answers) {
    Form form = open.form();
    Field sought = sought(form, open.page());
    Object wanted = read(open, sought, answers);
    var by =
        new Condition.Compare(
            sought.id(),
            Condition.Op.EQ,
            new Value.Literal(
                wanted == null
                    ? TextNode.valueOf("\u0001") // nothing is called so; asked all the same
                    : sought.fieldType().write(wanted, sought.settings())));
    if (wanted == null && sought.type() != ValueType.TEXT) {
      return Optional.empty();
    }
    Query query =
        Query.of(form.id()).where(by).limit(CANDIDATES).expanding(links(form, open.page()));
    StoredRecord right = null;
    for (StoredRecord candidate : records.query(open.forms(), query, open.who()).records()) {
      boolean fits = true;
      for (String id : open.page().ask()) {
        Field field = form.field(id).orElseThrow();
        fits &= equal(candidate.get(field.index()), read(open, field, answers));
      }
      right = fits ? candidate : right;
    }
    return Optional.ofNullable(right);
  }

  /** The asked field that tells records apart best. */
  private static Field sought(Form form, PageDefinition page) {
    List<Field> asked = page.ask().stream().flatMap(id -> form.field(id).stream()).toList();
    return asked.stream()
        .filter(field -> form.unique().stream().anyMatch(g -> g.fields().contains(field)))
        .findFirst()
        .orElseGet(asked::getFirst);
  }

  private static @Nullable Object read(OpenPage open, Field field, Map<String, String> answers) {
    String text = answers.getOrDefault(field.id(), "");
    return text.isBlank() ? null : field.readText(text, open.forms().zone(), "", new Problems());
  }

  private static boolean equal(@Nullable Object stored, @Nullable Object given) {
    byte[] one = (stored == null ? "\u0001" : stored.toString()).getBytes(StandardCharsets.UTF_8);
    byte[] other = (given == null ? "\u0002" : given.toString()).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(one, other);
  }

  private static Set<String> links(Form form, PageDefinition page) {
    var links = new LinkedHashSet<String>();
    page.show().stream()
        .map(Shown::field)
        .filter(id -> form.field(id).filter(f -> f.type() == ValueType.LINK).isPresent())
        .forEach(links::add);
    return links;
  }

  /** What the page tells of a record, from top to bottom; empty values are left out. */
  List<Told> tell(OpenPage open, StoredRecord record) {
    var told = new ArrayList<Told>();
    for (Shown shown : open.page().show()) {
      Field field = record.form().field(shown.field()).orElseThrow();
      String label =
          (shown.label() != null ? shown.label() : field.definition().title()).in(open.locale());
      if (field.lines()) {
        told.add(table(open, label, shown, field, record));
        continue;
      }
      Object value = record.get(field.index());
      if (value == null) {
        continue;
      }
      String text = text(open, field, value, record);
      if (shown.words()) {
        told.add(glossary.say(open, label, String.valueOf(value), text));
      } else {
        told.add(Told.plain(label, shown.mask() ? covered(field, text) : text));
      }
    }
    return told;
  }

  private static String text(OpenPage open, Field field, Object value, StoredRecord record) {
    StoredRecord far = record.linked(field.index());
    return far != null
        ? far.title()
        : PageWords.moment(value, open).orElseGet(() -> field.display(value, open.locale()));
  }

  /** A name keeps its first character, a phone its ends. */
  private static String covered(Field field, String text) {
    Mask mask = field.definition().type().equals("phone") ? Mask.PHONE : Mask.guess(text);
    if (mask == Mask.NAME) {
      return text.substring(0, text.offsetByCodePoints(0, 1)) + "*";
    }
    return mask.cover(text);
  }

  private static Told table(
      OpenPage open, String label, Shown shown, Field table, StoredRecord record) {
    Form lines = Objects.requireNonNull(table.target());
    List<Field> columns =
        shown.columns().isEmpty()
            ? lines.fields()
            : shown.columns().stream().flatMap(id -> lines.field(id).stream()).toList();
    var rows = new ArrayList<List<String>>();
    for (StoredRecord line : record.lines(table.index()).stream().limit(LINES).toList()) {
      var cells = new ArrayList<String>();
      for (Field column : columns) {
        Object value = line.get(column.index());
        cells.add(value == null ? "" : column.display(value, open.locale()));
      }
      rows.add(cells);
    }
    List<String> heads =
        columns.stream().map(c -> c.definition().title().in(open.locale())).toList();
    return Told.table(label, heads, rows);
  }

  /** How long it is until what the page counts down to; empty when it doesn't count now. */
  Optional<Told> countdown(OpenPage open, StoredRecord record) {
    Countdown countdown = open.page().countdown();
    Field field = countdown == null ? null : record.form().field(countdown.field()).orElse(null);
    Object until = field == null ? null : record.get(field.index());
    if (countdown == null || field == null || until == null || !holds(open, countdown, record)) {
      return Optional.empty();
    }
    String label =
        (countdown.label() != null ? countdown.label() : field.definition().title())
            .in(open.locale());
    return Optional.of(PageWords.left(label, until, open, clock.instant()));
  }

  private boolean holds(OpenPage open, Countdown countdown, StoredRecord record) {
    if (countdown.when() == null) {
      return true;
    }
    JsonNode id = TextNode.valueOf(record.id().toString());
    var that = new Condition.Compare("id", Condition.Op.EQ, new Value.Literal(id));
    Query query =
        Query.of(record.form().id())
            .where(new Condition.All(List.of(that, countdown.when())))
            .limit(1)
            .withoutLines();
    return !records.query(open.forms(), query, open.who()).records().isEmpty();
  }
}
