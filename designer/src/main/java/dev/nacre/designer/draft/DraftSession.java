package dev.nacre.designer.draft;

import dev.nacre.app.RuleTrials;
import dev.nacre.app.change.Difference;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Problem;
import dev.nacre.record.change.Effect;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One person's work on a draft. Every change is kept on the server at once; undoing goes back over
 * whole drafts, and is a change like any other. Checking a whole app takes longer than a person
 * should wait for a click, so it goes on beside the screen, and only the newest draft is checked.
 */
public final class DraftSession {
  private static final int REMEMBERED = 200;

  private final DraftStore store;
  private final Deque<AppFiles> undo = new ArrayDeque<>();
  private final Deque<AppFiles> redo = new ArrayDeque<>();
  private final List<Runnable> listeners = new ArrayList<>();
  private final List<Runnable> checkListeners = new ArrayList<>();
  private final Executor background;
  private final Executor screen;
  private final AtomicInteger turns = new AtomicInteger();
  private AppFiles files;
  private AppFiles published;
  private List<Problem> problems = List.of();
  private List<Difference> changes;
  private boolean checking;

  /** Opens the draft; every change is checked before it returns. */
  public DraftSession(DraftStore store) {
    this(store, Runnable::run, Runnable::run);
  }

  /**
   * Opens the draft.
   *
   * @param background where drafts are checked
   * @param screen where listeners are told what was found
   */
  public DraftSession(DraftStore store, Executor background, Executor screen) {
    this.store = store;
    this.background = background;
    this.screen = screen;
    this.files = store.files();
    this.published = store.published();
    this.changes = Difference.between(published, files);
    check();
  }

  private void check() {
    AppFiles now = files;
    int turn = turns.incrementAndGet();
    checking = true;
    background.execute(
        () -> {
          // somebody went on typing: only what stands now matters
          if (turns.get() == turn) {
            List<Problem> found = store.check(now);
            screen.execute(() -> checked(turn, found));
          }
        });
  }

  private void checked(int turn, List<Problem> found) {
    if (turns.get() == turn) {
      checking = false;
      problems = found;
      List.copyOf(checkListeners).forEach(Runnable::run);
    }
  }

  /** The draft's files. */
  public AppFiles files() {
    return files;
  }

  /** The files that people are served. */
  public AppFiles published() {
    return published;
  }

  /** Whether the draft has changed since what is known about its problems. */
  public boolean checking() {
    return checking;
  }

  /** To be told whenever a draft has been checked. */
  public void onCheck(Runnable listener) {
    checkListeners.add(listener);
  }

  /** What keeps the draft from being published, as far as it has been checked. */
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

  /** What publishing would mean for the records there are; may take a while to count. */
  public List<Effect> plan() {
    return store.plan();
  }

  /** Tries the draft on past records. */
  public DraftStore.Trial trial(RuleTrials.Wish wish) {
    return store.trial(wish);
  }

  /** The app's id. */
  public String app() {
    return store.app();
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
    changes = Difference.between(published, now);
    check();
    List.copyOf(listeners).forEach(Runnable::run);
  }
}
