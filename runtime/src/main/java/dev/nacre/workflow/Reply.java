package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of something that a step had done outside. It travels as the note of a timer that is
 * due at once, and so survives whatever happens to this process.
 */
public sealed interface Reply {
  /** The other side did it. */
  record Done(JsonNode answer) implements Reply {}

  /** It gave up. */
  record Failed(List<Problem> why) implements Reply {}

  /** The reply in a signal; empty when it is about something else. */
  static Optional<Reply> in(Signal signal) {
    if (!(signal instanceof Signal.Due(JsonNode what)) || !what.has("outbox")) {
      return Optional.empty();
    }
    if (what.has("answer")) {
      return Optional.of(new Done(what.get("answer")));
    }
    var why = new ArrayList<Problem>();
    for (JsonNode problem : what.path("problems")) {
      var args = new ArrayList<String>();
      problem.path("args").forEach(arg -> args.add(arg.asText()));
      why.add(
          new Problem(null, problem.path("pointer").asText(), problem.path("code").asText(), args));
    }
    return Optional.of(new Failed(why));
  }

  /** The note of a timer. */
  default ObjectNode note(long entry) {
    ObjectNode note = JsonNodeFactory.instance.objectNode().put("outbox", entry);
    switch (this) {
      case Done done -> note.set("answer", done.answer());
      case Failed failed -> {
        var problems = note.putArray("problems");
        for (Problem problem : failed.why()) {
          ObjectNode node =
              problems.addObject().put("pointer", problem.pointer()).put("code", problem.code());
          problem.args().forEach(node.putArray("args")::add);
        }
      }
    }
    return note;
  }
}
