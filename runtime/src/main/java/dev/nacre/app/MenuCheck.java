package dev.nacre.app;

import dev.nacre.metadata.AppDefinition.MenuGroup;
import dev.nacre.metadata.AppDefinition.MenuItem;
import dev.nacre.metadata.AppDocuments;
import dev.nacre.metadata.FormDefinition;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Suggestions;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** Checks what {@code app.json} names: its own id, the zone, and what its menu opens. */
final class MenuCheck {
  private static final String FILE = "app.json";

  private MenuCheck() {}

  static void check(AppDocuments documents, Problems problems) {
    String zone = documents.app().timeZone();
    if (zone != null && !isZone(zone)) {
      problems.add(Problem.at("/timeZone", "time_zone_unknown", zone).in(FILE));
    }
    List<MenuGroup> menu = documents.app().menu();
    for (int i = 0; i < menu.size(); i++) {
      List<MenuItem> items = menu.get(i).items();
      for (int k = 0; k < items.size(); k++) {
        item(documents, items.get(k), "/menu/" + i + "/items/" + k, problems);
      }
    }
  }

  private static void item(AppDocuments documents, MenuItem item, String at, Problems problems) {
    String dashboard = item.dashboard();
    if (dashboard != null) {
      known(documents.dashboards().keySet(), dashboard, at + "/dashboard", problems);
    }
    String form = item.form();
    if (form != null && known(documents.forms().keySet(), form, at + "/form", problems)) {
      FormDefinition definition = documents.forms().get(form);
      String view = item.view();
      if (view != null && definition != null) {
        Set<String> views =
            Set.copyOf(definition.views().stream().map(FormDefinition.View::id).toList());
        if (!problems.silent("forms/" + form + ".json", "/views")) {
          known(views, view, at + "/view", problems);
        }
      }
    }
  }

  private static boolean known(Set<String> ids, String id, String at, Problems problems) {
    if (ids.contains(id)) {
      return true;
    }
    String known = String.join(", ", ids.stream().sorted().toList());
    problems.add(
        Problem.at(at, "menu_target_unknown", id, known, Suggestions.question(id, ids)).in(FILE));
    return false;
  }

  private static boolean isZone(String zone) {
    try {
      return ZoneId.of(zone) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
