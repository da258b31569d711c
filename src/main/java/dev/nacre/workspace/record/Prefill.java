package dev.nacre.workspace.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.designer.render.RecordMaker.Wish;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Value;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.security.Permissions.FormAccess;
import dev.nacre.workspace.OpenApp;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a record that is made for a link starts with: what was typed as its title, and what the
 * link's filter plainly asks for. Only what the person could write too.
 */
final class Prefill {
  private final OpenApp app;
  private final Form form;
  private final ObjectNode given = Json.MAPPER.createObjectNode();

  private Prefill(OpenApp app, Form form) {
    this.app = app;
    this.form = form;
  }

  /** As record JSON. */
  static ObjectNode of(OpenApp app, Form form, Wish wish) {
    var prefill = new Prefill(app, form);
    prefill.title(wish.typed());
    if (wish.filter() != null) {
      prefill.meet(wish.filter());
    }
    return prefill.given;
  }

  private void title(String typed) {
    Field title = form.titleField();
    if (title != null && !typed.isBlank() && writable(title)) {
      var problems = new Problems();
      Object value = title.readText(typed, app.forms().zone(), "", problems);
      if (value != null && problems.isEmpty()) {
        given.set(title.id(), title.fieldType().write(value, title.settings()));
      } else if (plainText(title)) {
        // too long, or of another pattern: whoever typed it mends it there
        given.put(title.id(), typed);
      }
    }
  }

  private static boolean plainText(Field field) {
    JsonNode schema = field.schema();
    return schema.path("type").asText().equals("string")
        && !schema.has("enum")
        && !schema.has("format");
  }

  private void meet(Condition filter) {
    switch (filter) {
      case Condition.All all -> all.parts().forEach(this::meet);
      case Condition.Compare c when c.op() == Condition.Op.EQ ->
          literal(c.value())
              .ifPresent(
                  value ->
                      form.field(c.field())
                          .filter(this::writable)
                          .ifPresent(field -> given.set(field.id(), value)));
      case Condition.Compare other -> {}
      case Condition.Any any -> {}
      case Condition.Not not -> {}
      case Condition.Some some -> {}
    }
  }

  private static Optional<JsonNode> literal(@Nullable Value value) {
    return value instanceof Value.Literal(JsonNode json)
        ? Optional.of(json).filter(Predicate.not(JsonNode::isNull)).map(JsonNode::deepCopy)
        : Optional.empty();
  }

  private boolean writable(Field field) {
    FormAccess access = app.access(form.id());
    return !field.system()
        && !field.computed()
        // a number is given when the record is saved
        && field.fieldType().numbering(field.settings()) == null
        && !field.definition().readOnly()
        && !access.readOnly().contains(field.id())
        && !access.masked().contains(field.id())
        && !access.hidden().contains(field.id());
  }
}
