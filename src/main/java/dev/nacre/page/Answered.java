package dev.nacre.page;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/** What somebody answered: texts and files by field. */
record Answered(Map<String, String> texts, Map<String, List<FormValue>> files) {
  static Answered of(MultivaluedMap<String, String> form) {
    var texts = new HashMap<String, String>();
    form.forEach((key, values) -> texts.put(key, values.isEmpty() ? "" : values.getFirst()));
    return new Answered(texts, Map.of());
  }

  static Answered of(MultipartFormDataInput form) {
    var texts = new HashMap<String, String>();
    var files = new HashMap<String, List<FormValue>>();
    form.getValues()
        .forEach(
            (key, values) -> {
              List<FormValue> chosen = values.stream().filter(Answered::chosen).toList();
              if (!chosen.isEmpty()) {
                files.put(key, chosen);
              }
              text(values, texts, key);
            });
    return new Answered(texts, files);
  }

  private static void text(Collection<FormValue> values, Map<String, String> texts, String key) {
    new ArrayList<>(values)
        .stream()
            .filter(value -> !value.isFileItem())
            .findFirst()
            .ifPresent(value -> texts.put(key, value.getValue()));
  }

  /** A browser sends an input without a file too. */
  private static boolean chosen(FormValue value) {
    return value.isFileItem() && value.getFileName() != null && !value.getFileName().isEmpty();
  }

  /** What was typed; empty for nothing. */
  String text(String field) {
    return texts.getOrDefault(field, "");
  }

  /** The files that were chosen. */
  List<FormValue> files(String field) {
    return files.getOrDefault(field, List.of());
  }
}
