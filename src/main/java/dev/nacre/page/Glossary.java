package dev.nacre.page;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.PageDefinition;
import dev.nacre.metadata.Value;
import dev.nacre.record.Query;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/** Says a value in the words that the app's glossary has for it. */
@Singleton
final class Glossary {
  private final RecordEngine records;

  Glossary(RecordEngine records) {
    this.records = records;
  }

  /**
   * The value for a customer.
   *
   * @param value as it is kept
   * @param otherwise what is said when the glossary has no word
   */
  Told say(OpenPage open, String label, String value, String otherwise) {
    PageDefinition.Glossary glossary = open.page().glossary();
    Optional<StoredRecord> entry =
        glossary == null ? Optional.empty() : entry(open, glossary, value);
    if (glossary == null || entry.isEmpty()) {
      return Told.strong(label, otherwise, "");
    }
    String words = text(entry.get(), glossary.words(), open);
    return Told.strong(
        label, words.isEmpty() ? otherwise : words, text(entry.get(), glossary.more(), open));
  }

  private Optional<StoredRecord> entry(
      OpenPage open, PageDefinition.Glossary glossary, String value) {
    var term =
        new Condition.Compare(
            glossary.term(), Condition.Op.EQ, new Value.Literal(TextNode.valueOf(value)));
    Query query = Query.of(glossary.form()).where(term).limit(1).withoutLines();
    return records.query(open.forms(), query, open.who()).records().stream().findFirst();
  }

  private static String text(StoredRecord entry, Map<String, String> fields, OpenPage open) {
    String field = fields.get(open.locale().getLanguage());
    Object text = field == null ? null : entry.get(field);
    if (text == null && !fields.isEmpty()) {
      text =
          fields.values().stream().map(entry::get).filter(v -> v != null).findFirst().orElse(null);
    }
    return text == null ? "" : text.toString();
  }
}
