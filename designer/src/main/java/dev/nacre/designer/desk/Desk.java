package dev.nacre.designer.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.designer.draft.DraftSession;
import dev.nacre.designer.draft.FieldPath;
import dev.nacre.designer.draft.FormEdit;
import dev.nacre.designer.render.FieldRenderers;
import dev.nacre.designer.render.RenderContext;
import dev.nacre.kind.KindRegistry;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.FieldType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One person's designer screen: the draft, the open file and what is selected in it. */
public final class Desk {
  private final DraftSession session;
  private final Kinds kinds;
  private final FieldRenderers renderers;
  private final RenderContext context;
  private final Surroundings surroundings;
  private final List<Consumer<Event>> listeners = new ArrayList<>();
  private final Map<String, Object> remembered = new HashMap<>();
  private String path = "app.json";
  private Selection selection = new Selection.Whole();

  /** What parts of the screen are told. */
  public enum Event {
    /** Another file was opened. */
    OPENED,
    /** Something else was selected. */
    SELECTED,
    /** The draft has changed. */
    CHANGED,
    /** The draft has been checked. */
    CHECKED
  }

  /** Sets up the screen of that draft. */
  public Desk(
      DraftSession session,
      Kinds kinds,
      FieldRenderers renderers,
      RenderContext context,
      Surroundings surroundings) {
    this.surroundings = surroundings;
    this.session = session;
    this.kinds = kinds;
    this.renderers = renderers;
    this.context = context;
    session.onChange(
        () -> {
          remembered.clear();
          tell(Event.CHANGED);
        });
    session.onCheck(() -> tell(Event.CHECKED));
  }

  /** The draft. */
  public DraftSession session() {
    return session;
  }

  /** The field types. */
  public KindRegistry<FieldType<?>> types() {
    return kinds.fields();
  }

  /** The kinds of everything that an app is made of. */
  public Kinds kinds() {
    return kinds;
  }

  /** How fields are drawn. */
  public FieldRenderers renderers() {
    return renderers;
  }

  /** For whom they are drawn. */
  public RenderContext context() {
    return context;
  }

  /** The person's language. */
  public Locale locale() {
    return context.locale();
  }

  /** The people who may be named, by their sign-in names. */
  public Map<String, String> people() {
    return surroundings.people();
  }

  /** What the running app tells the designer. */
  public Surroundings surroundings() {
    return surroundings;
  }

  /** The designer's texts in the language of whoever works here. */
  public Words words() {
    return new Words(locale());
  }

  /** A text of the screens in that language. */
  public String text(String key, Object... args) {
    return context.text("designer." + key, args);
  }

  /** What was worked out from the draft as it is now, and is forgotten as soon as it changes. */
  <T> T remember(String key, Class<T> type, Supplier<T> make) {
    Object known = remembered.get(key);
    if (known == null) {
      known = make.get();
      remembered.put(key, known);
    }
    return type.cast(known);
  }

  /** To be told what happens. */
  public void listen(Consumer<Event> listener) {
    listeners.add(listener);
  }

  /** The open file. */
  public String path() {
    return path;
  }

  /** Opens a file. */
  public void open(String file) {
    path = file;
    selection = new Selection.Whole();
    tell(Event.OPENED);
  }

  /** Whether a form is open. */
  public boolean onForm() {
    return on("forms");
  }

  /** Whether a definition of that folder is open; {@code app} is the app's head. */
  public boolean on(String folder) {
    return path.startsWith(folder + "/") || path.equals(folder + ".json");
  }

  /** The open form; empty when something else is open, or its file is no JSON object. */
  public Optional<FormEdit> form() {
    return onForm() ? session.form(path) : Optional.empty();
  }

  /** What is selected. */
  public Selection selection() {
    return selection;
  }

  /** The selected field. */
  public Optional<FieldPath> selectedField() {
    return selection instanceof Selection.OneField one ? Optional.of(one.path()) : Optional.empty();
  }

  /** Selects something. */
  public void select(Selection what) {
    if (!what.equals(selection)) {
      selection = what;
      tell(Event.SELECTED);
    }
  }

  /** Selects a field. */
  public void select(FieldPath field) {
    select(new Selection.OneField(field));
  }

  /** Goes on with what is selected under its new id, without telling anybody. */
  public void follow(Selection renamed) {
    selection = renamed;
  }

  /** Edits the open form. */
  public void edit(Consumer<FormEdit> edit) {
    editText(
        text ->
            FormEdit.of(text)
                .map(
                    form -> {
                      edit.accept(form);
                      return form.text();
                    })
                .orElse(text));
  }

  /** Edits the JSON of the open file, whatever it is; nothing happens when it can't be read. */
  public void editJson(Consumer<ObjectNode> edit) {
    editText(
        text -> {
          if (Json.read(text, new Problems()) instanceof ObjectNode json) {
            edit.accept(json);
            return Json.pretty(json);
          }
          return text;
        });
  }

  /** Edits the text of the open file; what only differs in how it is written isn't a change. */
  public void editText(UnaryOperator<String> edit) {
    session.apply(files -> edited(files, edit));
  }

  private AppFiles edited(AppFiles files, UnaryOperator<String> edit) {
    String before = files.text(path).orElse(null);
    if (before == null) {
      return files;
    }
    String after = edit.apply(before);
    return Objects.equals(pretty(before), after) || before.equals(after)
        ? files
        : files.with(path, after);
  }

  private static @Nullable String pretty(String text) {
    JsonNode json = Json.read(text, new Problems());
    return json == null ? null : Json.pretty(json);
  }

  /** The JSON of the open file; empty when it is no object. */
  public Optional<ObjectNode> json() {
    String text = session.files().text(path).orElse("null");
    return Json.read(text, new Problems()) instanceof ObjectNode json
        ? Optional.of(json)
        : Optional.empty();
  }

  /** Leads to the place of a problem. */
  public void show(Problem problem) {
    String file = problem.file() == null ? "app.json" : problem.file();
    if (!file.equals(path) && session.files().text(file).isPresent()) {
      open(file);
    }
    at(problem.pointer()).ifPresent(this::select);
  }

  /** What of the open file a pointer leads into. */
  private Optional<Selection> at(String pointer) {
    if (pointer.startsWith("/trigger") && on("workflows")) {
      return Optional.of(new Selection.Trigger());
    }
    return form()
        .flatMap(form -> form.at(pointer))
        .<Selection>map(Selection.OneField::new)
        .or(
            () ->
                new Flow(this)
                    .workflow()
                    .flatMap(w -> w.at(pointer))
                    .map(s -> new Selection.Step(s.id())))
        .or(() -> whole(pointer))
        .or(() -> on("app") ? head(pointer) : Optional.empty())
        .or(() -> new Rights(this).at(pointer).map(Selection.Granted::new))
        .or(() -> new Board(this).at(pointer).map(Selection.Widget::new));
  }

  private static Optional<Selection> head(String pointer) {
    return AppCalendars.at(pointer)
        .<Selection>map(Selection.Calendar::new)
        .or(() -> AppMenu.at(pointer));
  }

  /** What a workflow says of all its steps stands where none of them is selected. */
  private Optional<Selection> whole(String pointer) {
    return on("workflows") && !pointer.startsWith("/steps")
        ? Optional.of(new Selection.Whole())
        : Optional.empty();
  }

  private void tell(Event event) {
    if (event == Event.CHANGED && stale()) {
      selection = new Selection.Whole();
    }
    List.copyOf(listeners).forEach(listener -> listener.accept(event));
  }

  /** Whether what was selected is gone. */
  private boolean stale() {
    return switch (selection) {
      case Selection.Whole w -> false;
      case Selection.Section s -> form().map(f -> f.sections().size() <= s.index()).orElse(true);
      case Selection.OneField f -> form().flatMap(form -> form.find(f.path())).isEmpty();
      case Selection.Granted g -> !on("roles");
      case Selection.Trigger t -> !on("workflows");
      case Selection.Step s -> new Flow(this).workflow().flatMap(w -> w.find(s.id())).isEmpty();
      case Selection.Calendar c -> !on("app") || new AppCalendars(this).find(c.index()).isEmpty();
      case Selection.MenuGroup g -> !on("app") || new AppMenu(this).find(g).isEmpty();
      case Selection.MenuEntry e -> !on("app") || new AppMenu(this).find(e).isEmpty();
      case Selection.Widget w -> new Board(this).find(w.id()).isEmpty();
    };
  }
}
