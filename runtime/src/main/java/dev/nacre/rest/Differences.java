package dev.nacre.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.app.change.Difference;
import dev.nacre.app.change.DifferenceWords;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Json;
import java.util.Locale;

/** Differences of apps as JSON: where, what, and in words. */
final class Differences {
  private Differences() {}

  /** What has to be done to the one to get the other. */
  static ObjectNode between(AppFiles before, AppFiles after, Locale locale) {
    var words = new DifferenceWords(before, after, locale);
    return Answers.list(
        "changes", Difference.between(before, after), change -> json(change, words));
  }

  static ObjectNode json(Difference change, DifferenceWords words) {
    ObjectNode node = Answers.object();
    node.put("file", change.file()).put("pointer", change.pointer());
    node.put("change", change.kind()).put("text", words.say(change));
    node.set("before", change.before() == null ? Json.MAPPER.nullNode() : change.before());
    node.set("after", change.after() == null ? Json.MAPPER.nullNode() : change.after());
    return node;
  }
}
