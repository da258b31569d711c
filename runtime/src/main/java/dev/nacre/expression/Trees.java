package dev.nacre.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads places in JSON trees; what isn't there is empty. */
final class Trees {
  private Trees() {}

  /** The value at a place below a root. */
  static Node at(String root, List<String> keys) {
    String[] path = keys.toArray(String[]::new);
    return scope -> {
      JsonNode node = scope.trees().get(root);
      for (String key : path) {
        if (node == null) {
          return null;
        }
        node = node.get(key);
      }
      return Values.fromJson(node);
    };
  }

  /** The member of an object, or of each object of an array that isn't indexed: none. */
  static @Nullable Object member(@Nullable Object value, String key) {
    return value instanceof JsonNode node ? Values.fromJson(node.get(key)) : null;
  }

  /** The element of an array, from 0. */
  static @Nullable Object element(@Nullable Object value, int index) {
    return value instanceof JsonNode node ? Values.fromJson(node.get(index)) : null;
  }
}
