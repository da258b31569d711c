package dev.nacre.designer.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.designer.draft.FormEdit;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The menu in the app's head, which is open, and what clicks change of it. */
public final class AppMenu {
  private static final String MENU = "menu";
  private static final String ITEMS = "items";
  private static final String LABEL = "label";
  private static final Pattern POINTER = Pattern.compile("/menu/(\\d+)(?:/items/(\\d+))?(?:/.*)?");

  private final Desk desk;

  /** The menu of the draft on that desk. */
  public AppMenu(Desk desk) {
    this.desk = desk;
  }

  /** The groups as they are written, to be read; missing when the app arranges nothing. */
  public JsonNode groups() {
    return desk.json().<JsonNode>map(app -> app.path(MENU)).orElseGet(MissingNode::getInstance);
  }

  /** The entries of a group, to be read. */
  public static JsonNode entries(JsonNode group) {
    return group.path(ITEMS);
  }

  /** One group; empty when there are fewer. */
  public Optional<ObjectNode> find(Selection.MenuGroup group) {
    return Optional.ofNullable(object(groups().path(group.index())));
  }

  /** One entry; empty when there are fewer. */
  public Optional<ObjectNode> find(Selection.MenuEntry entry) {
    return Optional.ofNullable(object(entries(groups().path(entry.group())).path(entry.index())));
  }

  private static @Nullable ObjectNode object(JsonNode node) {
    return node instanceof ObjectNode object ? object : null;
  }

  /** What people see of a group; empty when it has no title. */
  public String title(ObjectNode group) {
    return group.has(LABEL) ? Definitions.text(group.get(LABEL), desk.locale(), "") : "";
  }

  /** What people see of an entry. */
  public String entry(JsonNode entry) {
    String opened = opened(entry);
    return entry.has(LABEL) ? Definitions.text(entry.get(LABEL), desk.locale(), opened) : opened;
  }

  /** What an entry opens is called so itself. */
  public String opened(JsonNode entry) {
    return MenuTarget.of(entry).map(target -> target.title(desk)).orElse("");
  }

  /** What of the menu a pointer into the app's head leads to. */
  public static Optional<Selection> at(String pointer) {
    Matcher matcher = POINTER.matcher(pointer);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int group = Integer.parseInt(matcher.group(1));
    return Optional.of(
        matcher.group(2) == null
            ? new Selection.MenuGroup(group)
            : new Selection.MenuEntry(group, Integer.parseInt(matcher.group(2))));
  }

  /** What people call the place of the menu that a pointer leads to; empty when it is none. */
  public String place(String pointer) {
    JsonNode app = AppCalendars.app(desk.session().files());
    return switch (at(pointer).orElse(null)) {
      case Selection.MenuGroup g ->
          desk.text("menu.place", named(app.path(MENU).path(g.index()), g.index()));
      case Selection.MenuEntry e -> {
        JsonNode group = app.path(MENU).path(e.group());
        String entry = entry(entries(group).path(e.index()));
        yield desk.text("menu.place", named(group, e.group()))
            + " › "
            + (entry.isEmpty() ? e.index() + 1 : entry);
      }
      case null, default -> "";
    };
  }

  private String named(JsonNode group, int index) {
    String title = group instanceof ObjectNode object ? title(object) : "";
    return title.isEmpty() ? String.valueOf(index + 1) : title;
  }

  /** Whether something is wrong with what is selected so, or within it. */
  public boolean wrong(Selection selection) {
    return desk.session().problems(AppCalendars.FILE).stream()
        .map(problem -> at(problem.pointer()).orElse(null))
        .anyMatch(selection::equals);
  }

  /** The forms and dashboards that no entry opens; all of them when nothing is arranged. */
  public Set<MenuTarget> absent() {
    var absent = new LinkedHashSet<>(MenuTarget.all(desk.session().files()));
    for (JsonNode group : groups()) {
      for (JsonNode entry : entries(group)) {
        MenuTarget.of(entry).map(MenuTarget::whole).ifPresent(absent::remove);
      }
    }
    return absent;
  }

  /** Writes what an app shows that arranges nothing, so that it can be arranged. */
  public void arrange() {
    Set<MenuTarget> all = absent();
    edit(
        groups -> {
          ArrayNode entries = groups.addObject().putArray(ITEMS);
          all.forEach(target -> target.write(entries.addObject()));
        });
    desk.select(new Selection.MenuGroup(0));
  }

  /** Adds a group with a title, and selects it. */
  public void addGroup() {
    edit(
        groups -> {
          ObjectNode group = groups.addObject();
          group.set(LABEL, NewField.menuGroup());
          group.putArray(ITEMS);
        });
    desk.select(new Selection.MenuGroup(groups().size() - 1));
  }

  /** Adds an entry at the end of a group, and selects it. */
  public void add(int group, MenuTarget target) {
    edit(
        groups -> {
          if (groups.get(group) instanceof ObjectNode found) {
            target.write(FormEdit.array(found, ITEMS).addObject());
          }
        });
    desk.select(new Selection.MenuEntry(group, entries(groups().path(group)).size() - 1));
  }

  /** Changes a group. */
  public void change(Selection.MenuGroup group, Consumer<ObjectNode> change) {
    edit(
        groups -> {
          if (groups.get(group.index()) instanceof ObjectNode found) {
            change.accept(found);
          }
        });
  }

  /** Changes an entry. */
  public void change(Selection.MenuEntry entry, Consumer<ObjectNode> change) {
    within(
        entry,
        (entries, at) -> {
          if (entries.get(at) instanceof ObjectNode found) {
            change.accept(found);
          }
        });
  }

  /** Takes a group away with its entries; without any group everything is shown again. */
  public void remove(Selection.MenuGroup group) {
    edit(groups -> groups.remove(group.index()));
    desk.select(new Selection.Whole());
  }

  /** Takes an entry away. */
  public void remove(Selection.MenuEntry entry) {
    within(entry, ArrayNode::remove);
    desk.select(new Selection.MenuGroup(entry.group()));
  }

  /** Moves a group up or down. */
  public void move(Selection.MenuGroup group, int by) {
    int to = group.index() + by;
    if (to >= 0 && to < groups().size()) {
      edit(groups -> groups.insert(to, groups.remove(group.index())));
      desk.select(new Selection.MenuGroup(to));
    }
  }

  /** Moves an entry up or down; beyond the first or last of its group, to the next group. */
  public void move(Selection.MenuEntry entry, int by) {
    int to = entry.index() + by;
    int other = entry.group() + by;
    if (to >= 0 && to < entries(groups().path(entry.group())).size()) {
      place(entry, entry.group(), to);
    } else if (other >= 0 && other < groups().size()) {
      place(entry, other, by > 0 ? 0 : entries(groups().path(other)).size());
    }
  }

  /** Moves an entry before the one that stands there; at the end, behind the last one. */
  public void drop(Selection.MenuEntry entry, int group, int before) {
    boolean behind = entry.group() == group && entry.index() < before;
    place(entry, group, behind ? before - 1 : before);
  }

  private void place(Selection.MenuEntry entry, int group, int to) {
    edit(
        groups -> {
          if (groups.path(entry.group()).path(ITEMS) instanceof ArrayNode from
              && from.has(entry.index())
              && groups.get(group) instanceof ObjectNode target) {
            JsonNode moved = from.remove(entry.index());
            FormEdit.array(target, ITEMS).insert(to, moved);
          }
        });
    desk.select(new Selection.MenuEntry(group, to));
  }

  private void within(Selection.MenuEntry entry, BiConsumer<ArrayNode, Integer> change) {
    edit(
        groups -> {
          if (groups.path(entry.group()).path(ITEMS) instanceof ArrayNode entries) {
            change.accept(entries, entry.index());
          }
        });
  }

  private void edit(Consumer<ArrayNode> change) {
    desk.editJson(
        app -> {
          ArrayNode groups = FormEdit.array(app, MENU);
          change.accept(groups);
          if (groups.isEmpty()) {
            app.remove(MENU);
          }
        });
  }
}
