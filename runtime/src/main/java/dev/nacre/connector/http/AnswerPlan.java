package dev.nacre.connector.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.connector.Call;
import dev.nacre.connector.Payloads;
import dev.nacre.connector.Preparation;
import dev.nacre.connector.Unpacked;
import dev.nacre.connector.http.HttpConnector.OperationSettings;
import dev.nacre.connector.http.HttpConnector.Settings;
import dev.nacre.security.egress.EgressResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an answer is read.
 *
 * @param errors what it means
 * @param unpacked texts in it that are JSON themselves
 * @param result what a call gives; null means the whole answer
 */
record AnswerPlan(ErrorPlan errors, List<Unpacked> unpacked, @Nullable JsonPointer result) {

  static AnswerPlan of(Settings settings, OperationSettings operation, Preparation preparation) {
    var problems = preparation.problems();
    int before = problems.list().size();
    String at = preparation.pointer();
    SettingsCheck.place(operation.result(), at + "/result", problems);
    List<String> texts = operation.unpack() == null ? List.of() : operation.unpack();
    for (int i = 0; i < texts.size(); i++) {
      SettingsCheck.place(texts.get(i), at + "/unpack/" + i, problems);
    }
    ErrorPlan errors = ErrorPlan.of(settings.errors(), preparation);
    return problems.list().size() > before
        ? new AnswerPlan(errors, List.of(), null)
        : new AnswerPlan(
            errors, texts.stream().map(Unpacked::of).toList(), pointer(operation.result()));
  }

  static @Nullable JsonPointer pointer(@Nullable String text) {
    return text == null ? null : JsonPointer.compile(text);
  }

  /** The body of an answer, unpacked; null when it is no JSON. */
  @Nullable JsonNode tree(EgressResponse response) {
    byte[] bytes = response.body();
    JsonNode tree = bytes.length == 0 ? null : Payloads.read(bytes, new ArrayList<>());
    for (Unpacked text : unpacked) {
      tree = tree == null ? null : text.in(tree);
    }
    return tree;
  }

  /**
   * What came.
   *
   * @param tree its body, unpacked; null when it is no JSON
   * @throws dev.nacre.connector.OperationFailedException when it means no
   */
  Answer read(Call call, EgressResponse response, @Nullable JsonNode tree) {
    boolean nothing = errors.nothing(call, response, tree);
    JsonNode body = tree;
    if (body == null) {
      byte[] bytes = response.body();
      body =
          bytes.length == 0
              ? NullNode.instance
              : TextNode.valueOf(new String(bytes, StandardCharsets.UTF_8));
    }
    return new Answer(response.status(), response.uri(), response.headers(), body, nothing);
  }

  /** What a call gives of it. */
  JsonNode result(Answer answer) {
    if (answer.nothing()) {
      return NullNode.instance;
    }
    JsonNode at = result == null ? answer.body() : answer.body().at(result);
    return at.isMissingNode() ? NullNode.instance : at;
  }
}
