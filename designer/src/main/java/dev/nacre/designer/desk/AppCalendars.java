package dev.nacre.designer.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.designer.draft.FormEdit;
import dev.nacre.designer.draft.Opening;
import dev.nacre.designer.draft.WorkflowEdit;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The calendars of the draft, and what clicks change of them. */
public final class AppCalendars {
  /** Where they are written. */
  public static final String FILE = "app.json";

  /** The calendar that every app has, also when it doesn't say so. */
  public static final String WORK = "work";

  private static final String READY_MADE = "calendar(_\\d+)?";

  /** What settings that name one refer to. */
  public static final String CALENDARS = "calendars";

  private static final Pattern POINTER = Pattern.compile("/calendars/(\\d+)(/.*)?");

  private final Desk desk;

  /** The calendars of the draft on that desk. */
  public AppCalendars(Desk desk) {
    this.desk = desk;
  }

  /** As they are written, to be read; none when the file can't be. */
  public List<ObjectNode> all() {
    return of(desk.session().files());
  }

  /** Those of these files. */
  public static List<ObjectNode> of(AppFiles files) {
    return FormEdit.objects(app(files).path(CALENDARS));
  }

  /** The time zone of those that name none. */
  public String zone() {
    return app(desk.session().files()).path("timeZone").asText("UTC");
  }

  static JsonNode app(AppFiles files) {
    return files
        .text(FILE)
        .map(text -> Json.read(text, new Problems()))
        .orElse(MissingNode.getInstance());
  }

  /** One of them; empty when there are fewer. */
  public Optional<ObjectNode> find(int index) {
    List<ObjectNode> all = all();
    return index < all.size() ? Optional.of(all.get(index)) : Optional.empty();
  }

  /** What people call a calendar. */
  public String title(ObjectNode calendar) {
    String id = calendar.path("id").asText();
    return calendar.has("name") ? Definitions.text(calendar.get("name"), desk.locale(), id) : id;
  }

  /** What people call those that deadlines may name, by their ids. */
  public Map<String, String> titles() {
    var titles = new LinkedHashMap<String, String>();
    titles.put(WORK, desk.text("calendar.work"));
    all().forEach(calendar -> titles.put(calendar.path("id").asText(), title(calendar)));
    return titles;
  }

  /** Which of them a pointer into the app's head leads to. */
  public static Optional<Integer> at(String pointer) {
    Matcher matcher = POINTER.matcher(pointer);
    return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
  }

  /** How many problems there are with one of them. */
  public long problems(int index) {
    return desk.session().problems(FILE).stream()
        .filter(problem -> at(problem.pointer()).filter(i -> i == index).isPresent())
        .count();
  }

  /** Opens one of them. */
  public void open(int index) {
    if (!desk.path().equals(FILE)) {
      desk.open(FILE);
    }
    desk.select(new Selection.Calendar(index));
  }

  /** Adds one with usual hours under its own id, and opens it. */
  public void add() {
    add(free("calendar"), NewField.calendar());
  }

  /** Writes the one that every app has, so that its hours can be changed, and opens it. */
  public void addWork() {
    add(WORK, NewField.label("Working hours", "工作时间"));
  }

  private void add(String id, ObjectNode name) {
    edit(
        app -> {
          ObjectNode made = FormEdit.array(app, CALENDARS).addObject().put("id", id);
          made.set("name", name);
          made.putArray("hours").addAll(usual().entries());
        });
    open(all().size() - 1);
  }

  /** The hours of the calendar that every app has. */
  public static Opening usual() {
    return new Opening(Opening.WEEK.subList(0, 5), "09:00", "18:00", List.of());
  }

  /** Takes one away. */
  public void remove(int index) {
    edit(app -> FormEdit.array(app, CALENDARS).remove(index));
    desk.select(new Selection.Whole());
  }

  /** Changes one. */
  public void change(int index, Consumer<ObjectNode> change) {
    edit(
        app -> {
          if (app.path(CALENDARS).get(index) instanceof ObjectNode calendar) {
            change.accept(calendar);
          }
        });
  }

  /** Gives one another id, also where steps name it. */
  public void rename(int index, String to) {
    String from = find(index).map(calendar -> calendar.path("id").asText()).orElse(to);
    if (from.equals(to)) {
      return;
    }
    desk.session()
        .apply(
            files -> {
              AppFiles all = edited(files, app -> id(app, index, to));
              for (String workflow : Definitions.ids(files, "workflows")) {
                all = renamed(all, "workflows/" + workflow + ".json", from, to);
              }
              return all;
            });
  }

  private static void id(ObjectNode app, int index, String to) {
    if (app.path(CALENDARS).get(index) instanceof ObjectNode calendar) {
      calendar.put("id", to);
    }
  }

  private AppFiles renamed(AppFiles files, String path, String from, String to) {
    WorkflowEdit workflow =
        files.text(path).flatMap(text -> WorkflowEdit.of(text, new Flow(desk)::kind)).orElse(null);
    return workflow != null && CalendarUses.of(workflow, desk).rename(from, to)
        ? files.with(path, workflow.text())
        : files;
  }

  /** What the workflows are called that name a calendar. */
  public List<String> users(String id) {
    return workflows(uses -> uses.names(id));
  }

  /** What the workflows are called in which the record says which calendar it is. */
  public List<String> usersByRecord() {
    return workflows(CalendarUses::byRecord);
  }

  private List<String> workflows(Predicate<CalendarUses> which) {
    AppFiles files = desk.session().files();
    return Definitions.ids(files, "workflows").stream()
        .map(workflow -> "workflows/" + workflow + ".json")
        .filter(
            path ->
                files
                    .text(path)
                    .filter(text -> text.contains("\"calendar\""))
                    .flatMap(text -> WorkflowEdit.of(text, new Flow(desk)::kind))
                    .filter(workflow -> which.test(CalendarUses.of(workflow, desk)))
                    .isPresent())
        .map(path -> Definitions.title(files, path, desk.locale()))
        .toList();
  }

  /** Whether nobody chose that id yet. */
  public static boolean isReadyMade(String id) {
    return id.matches(READY_MADE);
  }

  /** Whether a calendar other than that one has the id. */
  public boolean taken(String id, int but) {
    return ids(but).contains(id);
  }

  /** An id from a name that no other calendar has. */
  public String free(String wanted, int but) {
    Set<String> taken = ids(but);
    String id = wanted;
    for (int n = 2; taken.contains(id); n++) {
      id = wanted + "_" + n;
    }
    return id;
  }

  private String free(String wanted) {
    return free(wanted, -1);
  }

  private Set<String> ids(int but) {
    var ids = new HashSet<String>();
    List<ObjectNode> all = all();
    for (int i = 0; i < all.size(); i++) {
      if (i != but) {
        ids.add(all.get(i).path("id").asText());
      }
    }
    return ids;
  }

  private void edit(Consumer<ObjectNode> change) {
    desk.session().apply(files -> edited(files, change));
  }

  private static AppFiles edited(AppFiles files, Consumer<ObjectNode> change) {
    if (files.text(FILE).map(text -> Json.read(text, new Problems())).orElse(null)
        instanceof ObjectNode app) {
      ObjectNode before = app.deepCopy();
      change.accept(app);
      return app.equals(before) ? files : files.with(FILE, Json.pretty(app));
    }
    return files;
  }
}
