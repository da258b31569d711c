package dev.nacre.designer.desk;

import dev.nacre.designer.draft.DraftSession;
import dev.nacre.designer.draft.FieldPath;
import dev.nacre.designer.draft.FormEdit;
import dev.nacre.designer.render.FieldRenderers;
import dev.nacre.designer.render.RenderContext;
import dev.nacre.kind.KindRegistry;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Problem;
import dev.nacre.record.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** One person's designer screen: the draft, the open file and what is selected in it. */
public final class Desk {
  private final DraftSession session;
  private final KindRegistry<FieldType<?>> types;
  private final FieldRenderers renderers;
  private final RenderContext context;
  private final List<Consumer<Event>> listeners = new ArrayList<>();
  private String path = "app.json";
  private Selection selection = new Selection.Whole();

  /** What parts of the screen are told. */
  public enum Event {
    /** Another file was opened. */
    OPENED,
    /** Something else was selected. */
    SELECTED,
    /** The draft has changed. */
    CHANGED
  }

  /** Sets up the screen of that draft. */
  public Desk(
      DraftSession session,
      KindRegistry<FieldType<?>> types,
      FieldRenderers renderers,
      RenderContext context) {
    this.session = session;
    this.types = types;
    this.renderers = renderers;
    this.context = context;
    session.onChange(() -> tell(Event.CHANGED));
  }

  /** The draft. */
  public DraftSession session() {
    return session;
  }

  /** The field types. */
  public KindRegistry<FieldType<?>> types() {
    return types;
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

  /** A text of the screens in that language. */
  public String text(String key, Object... args) {
    return context.text("designer." + key, args);
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
    return path.startsWith("forms/");
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

  /** Goes on with the selected field under its new id, without telling anybody. */
  public void follow(FieldPath renamed) {
    selection = new Selection.OneField(renamed);
  }

  /** Edits the open form. */
  public void edit(Consumer<FormEdit> edit) {
    session.apply(files -> edited(files, edit));
  }

  private AppFiles edited(AppFiles files, Consumer<FormEdit> edit) {
    return files
        .text(path)
        .flatMap(FormEdit::of)
        .map(
            form -> {
              String before = form.text();
              edit.accept(form);
              String after = form.text();
              return Objects.equals(before, after) ? files : files.with(path, after);
            })
        .orElse(files);
  }

  /** Leads to the place of a problem. */
  public void show(Problem problem) {
    String file = problem.file() == null ? "app.json" : problem.file();
    if (!file.equals(path) && session.files().text(file).isPresent()) {
      open(file);
    }
    form().flatMap(form -> form.at(problem.pointer())).ifPresent(this::select);
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
    };
  }
}
