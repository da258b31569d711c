package dev.nacre.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.Scope;
import dev.nacre.security.Identity;
import dev.nacre.storage.Database;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The one write path and the one way to read. Screen, API, import, connector and workflow all hand
 * it batches; it binds, defaults, computes, validates, authorises, persists, keeps history and
 * tells observers, in one transaction and a number of statements that doesn't depend on the rows.
 */
@Singleton
@SuppressWarnings("DoNotCallSuggester")
public final class RecordEngine {
  private final Database database;
  private final InstantSource clock;

  RecordEngine(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Does the changes, in order, in the current transaction or one of its own.
   *
   * @return one outcome per change, in order; with ALL_OR_NOTHING and any failure, nothing is
   *     written and the others are NOT_DONE
   */
  public List<Outcome> write(Forms forms, Batch batch) {
    throw new IllegalStateException(database + " " + clock + forms + batch);
  }

  /**
   * Answers a question, within what the identity may read.
   *
   * @throws InvalidQueryException when the filter, sort or cursor doesn't fit the form
   */
  public Page query(Forms forms, Query query, Identity who) {
    throw new IllegalStateException(forms + "" + query + who);
  }

  /** One record with its lines; empty when there is none or it may not be read. */
  public Optional<StoredRecord> find(
      Forms forms, String form, UUID id, Set<String> expand, Identity who) {
    throw new IllegalStateException(forms + form + id + expand + who);
  }

  /**
   * Computes a record as if it were written, without writing: defaults, formulas, rules and
   * problems for a form that is being filled.
   *
   * @param id the record being edited; empty for a new one
   * @param data field values so far
   */
  public Draft preview(Forms forms, String form, Optional<UUID> id, ObjectNode data, Identity who) {
    throw new IllegalStateException(forms + form + id + data + who);
  }

  /**
   * A record that is being filled.
   *
   * @param record with defaults and formulas computed
   * @param problems what keeps it from being saved
   * @param required fields that rules or definitions require now
   * @param hidden fields that rules hide now
   * @param readOnly fields that can't be changed now
   */
  public record Draft(
      StoredRecord record,
      List<dev.nacre.metadata.Problem> problems,
      Set<String> required,
      Set<String> hidden,
      Set<String> readOnly) {}

  /** As record JSON, without what the identity may not see and with masks applied. */
  public ObjectNode json(Forms forms, StoredRecord record, Identity who) {
    throw new IllegalStateException(forms + "" + record + who);
  }

  /** A scope for expressions on behalf of somebody, now. */
  public Scope scope(Forms forms, Identity who) {
    throw new IllegalStateException(forms + "" + who);
  }
}
