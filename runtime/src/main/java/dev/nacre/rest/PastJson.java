package dev.nacre.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.record.ReplayEngine;
import dev.nacre.record.past.Comparison;
import dev.nacre.record.past.Restoration;
import dev.nacre.record.past.Snapshot;
import dev.nacre.record.past.Version;
import java.util.List;
import java.util.Locale;

/** The past of records as JSON. */
final class PastJson {
  private PastJson() {}

  static ObjectNode version(Version version) {
    ObjectNode node = Answers.object();
    node.put("version", version.number());
    node.put("at", version.at().toString());
    node.put("by", version.who());
    node.put("source", version.origin());
    node.put("op", version.op());
    node.put("appVersion", version.appVersion());
    node.put("note", version.note());
    return node.put("checksum", version.checksum());
  }

  static ObjectNode snapshot(Snapshot snapshot, List<ReplayEngine.Step> steps, Locale locale) {
    ObjectNode node = Answers.object();
    node.put("record", snapshot.record().toString());
    node.setAll(version(snapshot.version()));
    node.put("newestVersion", snapshot.newest()).put("valid", snapshot.valid());
    node.put("deleted", snapshot.deleted());
    boolean unknown = snapshot.seal() == Snapshot.Seal.UNKNOWN;
    node.put("intact", unknown ? null : (Boolean) (snapshot.seal() == Snapshot.Seal.INTACT));
    node.set("values", snapshot.values());
    node.set("calculation", calculation(steps, locale));
    return node;
  }

  static ArrayNode calculation(List<ReplayEngine.Step> steps, Locale locale) {
    return (ArrayNode) Answers.list("steps", steps, step -> step(step, locale)).get("steps");
  }

  private static ObjectNode step(ReplayEngine.Step step, Locale locale) {
    ObjectNode node = Answers.object();
    node.put("field", step.field().id());
    node.put("label", step.field().definition().title().in(locale));
    if (step.table() != null) {
      node.put("table", step.table().id()).put("line", step.line());
    }
    node.put("formula", step.formula());
    node.setAll(
        Answers.list(
            "inputs",
            step.inputs(),
            input -> {
              ObjectNode one = Answers.object().put("name", input.name());
              one.set("value", input.value());
              return one.put("elsewhere", input.elsewhere());
            }));
    node.set("result", step.result());
    node.set("recorded", step.recorded());
    node.put("agrees", step.agrees());
    node.set("problems", ProblemJson.list(step.problems(), locale));
    return node;
  }

  static ObjectNode comparison(Comparison comparison) {
    ObjectNode node = Answers.object();
    node.set("from", version(comparison.from()));
    node.set("to", version(comparison.to()));
    return node.setAll(changes(comparison.changes()));
  }

  private static ObjectNode changes(List<Comparison.Change> changes) {
    return Answers.list(
        "changes",
        changes,
        change -> {
          ObjectNode node = Answers.object().put("field", change.field().id());
          node.set("before", change.before());
          node.set("after", change.after());
          if (change.field().lines()) {
            node.setAll(Answers.list("lines", change.lines(), PastJson::line));
          }
          return node;
        });
  }

  private static ObjectNode line(Comparison.Line line) {
    ObjectNode node = Answers.object().put("id", line.id()).put("change", line.kind().id());
    node.set("before", line.before());
    node.set("after", line.after());
    return node;
  }

  static ObjectNode restoration(Restoration plan, Locale locale) {
    ObjectNode node = Answers.object();
    node.put("version", plan.version()).put("newestVersion", plan.newest());
    node.put("revives", plan.revives()).put("noteNeeded", plan.noteNeeded());
    node.setAll(changes(plan.changes()));
    node.set(
        "kept", ProblemJson.list(plan.kept().stream().map(Restoration.Kept::why).toList(), locale));
    node.set("problems", ProblemJson.list(plan.problems(), locale));
    return node;
  }
}
