package dev.nacre.designer.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.designer.draft.FormEdit;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an entry of the menu opens.
 *
 * @param folder {@code forms} or {@code dashboards}
 * @param view one of the form's views; null for its list
 */
public record MenuTarget(String folder, String id, @Nullable String view) {
  private static final String FORM = "form";
  private static final String VIEW = "view";
  private static final String DASHBOARD = "dashboard";
  private static final String FORMS = "forms";
  private static final String DASHBOARDS = "dashboards";

  /** What an entry says that it opens; empty when it says nothing. */
  public static Optional<MenuTarget> of(JsonNode entry) {
    if (entry.path(FORM).isTextual()) {
      String view = entry.path(VIEW).isTextual() ? entry.path(VIEW).asText() : null;
      return Optional.of(new MenuTarget(FORMS, entry.path(FORM).asText(), view));
    }
    return entry.path(DASHBOARD).isTextual()
        ? Optional.of(new MenuTarget(DASHBOARDS, entry.path(DASHBOARD).asText(), null))
        : Optional.empty();
  }

  /** Everything that an app shows which arranges nothing, in that order. */
  public static List<MenuTarget> all(AppFiles files) {
    var all = new ArrayList<MenuTarget>();
    for (String folder : List.of(DASHBOARDS, FORMS)) {
      Definitions.ids(files, folder).forEach(id -> all.add(new MenuTarget(folder, id, null)));
    }
    return all;
  }

  /** The form or dashboard itself. */
  public MenuTarget whole() {
    return new MenuTarget(folder, id, null);
  }

  /** Whether it is a dashboard. */
  public boolean board() {
    return folder.equals(DASHBOARDS);
  }

  /** Writes it into an entry. */
  public void write(ObjectNode entry) {
    entry.remove(List.of(FORM, VIEW, DASHBOARD));
    entry.put(board() ? DASHBOARD : FORM, id);
    if (view != null) {
      entry.put(VIEW, view);
    }
  }

  /** What people call it. */
  public String title(Desk desk) {
    String title =
        Definitions.title(desk.session().files(), folder + "/" + id + ".json", desk.locale());
    return view == null ? title : title + " · " + views(desk).getOrDefault(view, view);
  }

  /** What people call the form's views, by their ids. */
  public Map<String, String> views(Desk desk) {
    var views = new LinkedHashMap<String, String>();
    desk.session()
        .files()
        .text(folder + "/" + id + ".json")
        .map(text -> Json.read(text, new Problems()))
        .ifPresent(
            form ->
                FormEdit.objects(form.path("views"))
                    .forEach(
                        one -> {
                          String id = one.path("id").asText();
                          views.put(id, Definitions.text(one.path("name"), desk.locale(), id));
                        }));
    return views;
  }
}
