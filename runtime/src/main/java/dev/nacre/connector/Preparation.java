package dev.nacre.connector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.expression.ExpressionEngine;
import dev.nacre.expression.Names;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Forms;
import java.time.ZoneId;
import java.util.Set;

/**
 * What a kind needs to make an operation ready.
 *
 * @param id the operation's
 * @param pointer where the operation stands in its file
 * @param zone of times that name none
 * @param names what its templates may use
 * @param peers the operations beside it
 * @param problems gets what is wrong; pointers are relative to the connector's file
 */
public record Preparation(
    String id,
    String pointer,
    ZoneId zone,
    ExpressionEngine expressions,
    Names names,
    Peers peers,
    Problems problems) {

  static Preparation of(
      String id,
      String pointer,
      ZoneId zone,
      ExpressionEngine expressions,
      Forms forms,
      Peers peers,
      Problems problems) {
    var names =
        new Names(
            null,
            false,
            null,
            Set.of("input", "call"),
            true,
            form -> forms.find(form).orElse(null));
    return new Preparation(id, pointer, zone, expressions, names, peers, problems);
  }

  /**
   * Compiles a template: JSON in which {@code {"expr": …}}, {@code {"js": …}} and {@code {"secret":
   * …}} stand for values.
   *
   * @param at below the operation, such as {@code /request/body}
   */
  public TemplatePlan template(JsonNode json, String at) {
    return TemplatePlan.compile(json, expressions, names, pointer + at, problems);
  }

  /** The same, for a template of the connector's settings. */
  public TemplatePlan setting(JsonNode json, String at) {
    return TemplatePlan.compile(json, expressions, names, "/settings" + at, problems);
  }

  /** For another part of the connector, which stands at that pointer. */
  public Preparation at(String other) {
    return new Preparation(id, other, zone, expressions, names, peers, problems);
  }

  /** Tells when there is no such operation beside it. */
  public void peer(String operation, String at) {
    if (!peers.ids().contains(operation) || operation.equals(id)) {
      problem(
          at,
          "operation_unknown",
          operation,
          peers.ids().stream().filter(other -> !other.equals(id)).sorted().toList());
    }
  }

  /** Tells a problem. */
  public void problem(String at, String code, Object... args) {
    problems.add(pointer + at, code, args);
  }
}
