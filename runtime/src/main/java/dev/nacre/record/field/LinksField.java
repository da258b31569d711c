package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.kind.Refers;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Problems;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotEmpty;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Several other records, by their ids, each once and in the order given. */
@Singleton
public final class LinksField extends Several<LinksField.Settings> {
  private static final int LENGTH = 36;
  private static final int MOST = 500;

  /**
   * What may be linked.
   *
   * @param form the id of the form linked to
   * @param filter which of its records may be chosen; null means all
   */
  public record Settings(@NotEmpty @Refers("forms") String form, @Nullable Condition filter) {}

  @Override
  public String id() {
    return "links";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  @Nullable List<String> of(JsonNode json, Settings s, String pointer, Problems problems) {
    var ids = new LinkedHashSet<String>();
    boolean all = true;
    for (int i = 0; i < json.size(); i++) {
      String at = pointer + "/" + i;
      String id = id(json.get(i).asText(), s, at, problems);
      all &= id != null;
      if (id != null && !ids.add(id)) {
        problems.add(at, "links_twice", id);
        all = false;
      }
    }
    return all ? few(ids, pointer, problems) : null;
  }

  /** Ids with semicolons between them; whoever reads a file has found them by their titles. */
  @Override
  @Nullable List<String> cell(String text, Settings s, String pointer, Problems problems) {
    var ids = new LinkedHashSet<String>();
    for (String part : text.split("[;；\\n]", -1)) {
      if (!part.isBlank()) {
        String id = id(part.strip(), s, pointer, problems);
        if (id == null) {
          return null;
        }
        ids.add(id);
      }
    }
    return few(ids, pointer, problems);
  }

  private static @Nullable List<String> few(Set<String> ids, String pointer, Problems problems) {
    if (ids.size() > MOST) {
      problems.add(pointer, "links_many", ids.size(), MOST);
      return null;
    }
    return ids.isEmpty() ? null : new ArrayList<>(ids);
  }

  private static @Nullable String id(String text, Settings s, String pointer, Problems problems) {
    try {
      // the JDK would take shortened groups too
      if (text.length() == LENGTH) {
        return UUID.fromString(text).toString();
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    problems.add(pointer, "link_expected", Texts.shown(text), s.form());
    return null;
  }

  @Override
  public String linksTo(Settings s) {
    return s.form();
  }

  @Override
  public @Nullable Condition offers(Settings s) {
    return s.filter();
  }

  @Override
  public ObjectNode schema(Settings s) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "array");
    schema.put("uniqueItems", true).put("maxItems", MOST);
    schema.putObject("items").put("type", "string").put("format", "uuid");
    return schema;
  }
}
