package dev.nacre.rest;

import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.Forms;
import dev.nacre.record.Origin;
import dev.nacre.record.Outcome;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.RecordJson;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions.Action;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Set;

/** Writes one record for the API, and answers with it or with why not. */
@Singleton
final class Outcomes {
  private final RecordEngine records;

  Outcomes(RecordEngine records) {
    this.records = records;
  }

  /** Does the change; throws what the outcome says when it is refused. */
  Outcome write(Forms forms, String form, Change change, Identity who) {
    forms.get(form);
    return unlessFailed(
        records.write(forms, Batch.one(form, change, who, Origin.of(Origin.Kind.API))).getFirst());
  }

  /** Throws what the outcome says when the change was refused. */
  static Outcome unlessFailed(Outcome outcome) {
    if (outcome.failed()) {
      throw new RequestException(status(outcome.status()), outcome.problems());
    }
    return outcome;
  }

  /** The record as it is now, with its version as {@code ETag}. */
  Response answer(int status, Forms forms, String app, Outcome outcome, Identity who) {
    StoredRecord record = outcome.after();
    var response =
        Answers.status(status, body(forms, outcome, who))
            .header(HttpHeaders.ETAG, Answers.etag(outcome.version()));
    if (status == 201 && record != null) {
      response.location(
          // of ids, in which nothing is to be escaped
          URI.create(
              "/api/v1/apps/" + app + "/forms/" + record.form().id() + "/records/" + outcome.id()));
    }
    return response.build();
  }

  /** The record; only its id and version for who may write what they can't read. */
  private Answers.Written body(Forms forms, Outcome outcome, Identity who) {
    StoredRecord record = outcome.after();
    if (record != null && forms.permissions().on(record.form().id(), who).may(Action.READ)) {
      RecordJson shown = records.shown(forms, record.form(), Set.of(), Set.of(), who);
      return out -> shown.write(record, out);
    }
    return out -> {
      out.writeStartObject();
      out.writeStringField("id", String.valueOf(outcome.id()));
      out.writeNumberField("version", outcome.version());
      out.writeEndObject();
    };
  }

  static int status(Outcome.Status status) {
    return switch (status) {
      case CREATED -> 201;
      case UPDATED, UNCHANGED, STALE_SOURCE, DELETED, RESTORED -> 200;
      case INVALID, NOT_DONE -> 422;
      case NOT_FOUND -> 404;
      case FORBIDDEN -> 403;
      case CONFLICT -> 412;
      case TAKEN -> 409;
    };
  }
}
