package dev.nacre.designer.draft;

import dev.nacre.app.change.Difference;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One person's work on a draft. Every change is kept on the server at once; undoing goes back over
 * whole drafts, and is a change like any other.
 */
public final class DraftSession {
  private static final int REMEMBERED = 200;

  private final DraftStore store;
  private final Deque<AppFiles> undo = new ArrayDeque<>();
  private final Deque<AppFiles> redo = new ArrayDeque<>();
  private final List<Runnable> listeners = new ArrayList<>();
  private AppFiles files;
  private AppFiles published;
  private List<Problem> problems;
  private List<Difference> changes;

  /** Opens the draft. */
  public DraftSession(DraftStore store) {
    this.store = store;
    this.files = store.files();
    this.published = store.published();
    this.problems = store.check(files);
    this.changes = Difference.between(published, files);
  }

  /** The draft's files. */
  public AppFiles files() {
    return files;
  }

  /** The files that people are served. */
  public AppFiles published() {
    return published;
  }

  /** What keeps the draft from being published. */
  public List<Problem> problems() {
    return problems;
  }

  /** What is wrong in that file. */
  public List<Problem> problems(String path) {
    return problems.stream().filter(p -> path.equals(p.file())).toList();
  }

  /** What publishing would change. */
  public List<Difference> changes() {
    return changes;
  }

  /** A form of the draft, to be edited; empty when its file is no JSON object. */
  public Optional<FormEdit> form(String path) {
    return files.text(path).flatMap(FormEdit::of);
  }

  /** To be told of every change. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /**
   * Changes the draft as it is now, also when somebody else has changed it meanwhile.
   *
   * @return whether anything changed
   */
  public boolean apply(UnaryOperator<AppFiles> edit) {
    AppFiles before = store.files();
    AppFiles after = edit.apply(before);
    if (before.equals(after)) {
      see(before);
      return false;
    }
    remember(undo, before);
    redo.clear();
    keep(before, after);
    return true;
  }

  /** Keeps one file. */
  public boolean put(String path, String text) {
    return apply(f -> f.with(path, text));
  }

  public boolean canUndo() {
    return !undo.isEmpty();
  }

  public boolean canRedo() {
    return !redo.isEmpty();
  }

  /** Goes back by one change. */
  public void undo() {
    step(undo, redo);
  }

  /** Takes back the last undo. */
  public void redo() {
    step(redo, undo);
  }

  /**
   * Publishes, to everybody.
   *
   * @return the version's number
   */
  public int publish(@Nullable String note) {
    int version = store.publish(note);
    published = store.published();
    see(store.files());
    return version;
  }

  /** Looks whether somebody else has changed the draft. */
  public void refresh() {
    AppFiles now = store.files();
    if (!now.equals(files)) {
      see(now);
    }
  }

  private void step(Deque<AppFiles> from, Deque<AppFiles> to) {
    if (!from.isEmpty()) {
      AppFiles before = store.files();
      remember(to, before);
      keep(before, from.pop());
    }
  }

  private static void remember(Deque<AppFiles> stack, AppFiles files) {
    stack.push(files);
    if (stack.size() > REMEMBERED) {
      stack.removeLast();
    }
  }

  private void keep(AppFiles before, AppFiles after) {
    after
        .byPath()
        .forEach(
            (path, text) -> {
              if (!before.text(path).equals(Optional.of(text))) {
                store.put(path, text);
              }
            });
    before.byPath().keySet().stream()
        .filter(path -> !after.byPath().containsKey(path))
        .forEach(store::delete);
    see(after);
  }

  private void see(AppFiles now) {
    files = now;
    problems = store.check(now);
    changes = Difference.between(published, now);
    List.copyOf(listeners).forEach(Runnable::run);
  }
}
