package dev.nacre.connector.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.nacre.connector.Call;
import dev.nacre.connector.OperationFailedException;
import dev.nacre.connector.OperationFailedException.Outlook;
import dev.nacre.connector.Preparation;
import dev.nacre.connector.http.HttpConnector.Meaning;
import dev.nacre.connector.http.HttpConnector.Rule;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.expression.FormulaException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What some answers mean, ready to be asked.
 *
 * @param when null means whatever the body says
 */
record ErrorRule(Rule rule, @Nullable CompiledFormula when, String pointer) {
  private static final Pattern STATUS = Pattern.compile("[1-5](\\d\\d|xx)");

  /** Null when something is wrong with it. */
  static @Nullable ErrorRule of(Rule rule, String at, Preparation preparation) {
    var problems = preparation.problems();
    int before = problems.list().size();
    boolean never = rule.status() == null && rule.code() == null && rule.when() == null;
    if (never) {
      problems.add(at, "error_rule_for_nothing");
    }
    for (int i = 0; rule.status() != null && i < rule.status().size(); i++) {
      if (!STATUS.matcher(rule.status().get(i)).matches()) {
        problems.add(at + "/status/" + i, "error_rule_status", rule.status().get(i));
      }
    }
    boolean rests = rule.is() == Meaning.THROTTLE || rule.is() == Meaning.LATER;
    if (!rests && rule.is() != null && (rule.rest() != null || rule.until() != null)) {
      problems.add(at + (rule.rest() != null ? "/rest" : "/until"), "error_rule_rests_not");
    }
    CompiledFormula when =
        rule.when() == null
            ? null
            : preparation
                .expressions()
                .value(
                    rule.when(),
                    preparation.names().withTrees(Set.of("answer")),
                    at + "/when",
                    problems);
    return problems.list().size() > before || rule.is() == null
        ? null
        : new ErrorRule(rule, when, at + "/when");
  }

  Meaning is() {
    return rule.is();
  }

  /**
   * Whether it is for that answer.
   *
   * @param codes null without a body
   */
  boolean holds(Call call, int status, @Nullable List<String> codes, @Nullable JsonNode body) {
    return (rule.status() == null || rule.status().stream().anyMatch(one -> is(one, status)))
        && (rule.code() == null || (codes != null && listed(rule.code(), codes)))
        && (when == null || computed(when, call, body));
  }

  private static boolean is(String written, int status) {
    return written.endsWith("xx")
        ? written.charAt(0) - '0' == status / 100
        : written.equals(String.valueOf(status));
  }

  private boolean computed(CompiledFormula formula, Call call, @Nullable JsonNode body) {
    try {
      JsonNode seen = body == null ? NullNode.instance : body;
      return Boolean.TRUE.equals(formula.evaluate(call.scope().with("answer", seen)));
    } catch (FormulaException e) {
      // the call was made, and what came of it can't be told
      throw new OperationFailedException(Outlook.UNSURE, 0, e.problems().getFirst().below(pointer));
    }
  }

  /** How long to rest; null when the rule doesn't say. */
  @Nullable Duration rest(Instant now, ZoneId zone) {
    if (rule.until() == null) {
      return rule.rest();
    }
    ZonedDateTime here = now.atZone(zone);
    ZonedDateTime then = here.with(LocalTime.parse(rule.until()));
    return Duration.between(here, then.isAfter(here) ? then : then.plusDays(1));
  }

  /** Whether one of the codes is among those. */
  static boolean listed(@Nullable List<String> among, List<String> codes) {
    return among != null
        && codes.stream().anyMatch(code -> among.stream().anyMatch(one -> matches(one, code)));
  }

  private static boolean matches(String written, String code) {
    return written.endsWith("*")
        ? code.startsWith(written.substring(0, written.length() - 1))
        : code.equals(written);
  }
}
