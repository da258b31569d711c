package dev.nacre.workspace.traffic;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.render.Formats;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.shell.EmptyState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came in, or goes out: the entries on the left, one of them on the right. */
final class EntriesPane extends Div {
  private final OpenApp app;
  private final Ledger ledger;
  private final Div list = new Div();
  private final Div detail = new Div();
  private final Map<Ledger.Entry, NativeButton> cards = new HashMap<>();
  private List<Ledger.Entry> shown = List.of();
  private Ledger.@Nullable Entry open;
  private @Nullable EntryPanel panel;
  private @Nullable String state;
  private @Nullable Long chosen;

  EntriesPane(OpenApp app, Ledger ledger) {
    this.app = app;
    this.ledger = ledger;
    addClassName("body");
    list.addClassName("list");
    detail.addClassName("detail");
    add(list, detail);
  }

  /** Shows only entries in that state; null means all. */
  void in(@Nullable String only) {
    state = only;
    chosen = null;
    show(ask());
  }

  /** As they are now. */
  List<Ledger.Entry> ask() {
    return ledger.newest(state);
  }

  void show(List<Ledger.Entry> entries) {
    getParent()
        .ifPresent(
            screen -> {
              screen.getElement().getClassList().set("nothing", entries.isEmpty());
              screen.getElement().getClassList().set("chosen", chosen != null);
            });
    if (entries.isEmpty()) {
      shown = entries;
      open = null;
      cards.clear();
      list.removeAll();
      detail.removeAll();
      list.add(
          new EmptyState(
              VaadinIcon.EXCHANGE,
              getTranslation("traffic.none"),
              getTranslation("traffic.none.hint")));
      return;
    }
    long id = chosen != null ? chosen : open != null ? open.id() : entries.getFirst().id();
    boolean another = open == null || open.id() != id;
    if (another || !entries.equals(shown)) {
      // a card that is still right stays where a finger may be
      Map<Ledger.Entry, NativeButton> before = Map.copyOf(cards);
      list.removeAll();
      cards.clear();
      for (Ledger.Entry entry : entries) {
        NativeButton card = before.getOrDefault(entry, card(entry));
        card.getElement().getClassList().set("shown", entry.id() == id);
        cards.put(entry, card);
        list.add(card);
      }
      shown = entries;
    }
    Ledger.Entry now = ledger.entry(id).orElse(null);
    if (now != null && (another || (!now.equals(open) && (panel == null || !panel.touched())))) {
      open = now;
      panel = new EntryPanel(app, now, ledger, () -> reopen(now.id()));
      detail.removeAll();
      detail.add(new Div(back(), panel));
    }
  }

  private NativeButton card(Ledger.Entry entry) {
    var title = new Span(entry.connector() + (entry.what().isEmpty() ? "" : " · " + entry.what()));
    title.addClassName("title");
    var words = new Span(getTranslation("traffic.state." + entry.state()));
    words.addClassNames("due", entry.state());
    words.getElement().getClassList().set("late", entry.state().equals("dead"));
    var when = new Span(Formats.exact(entry.at(), app.forms().zone()));
    when.addClassName("due");
    var card = new NativeButton("", click -> choose(entry.id()));
    card.add(title, words, when);
    card.addClassName("nacre-task");
    card.getElement().setAttribute("data-entry", String.valueOf(entry.id()));
    card.getElement().setAttribute("data-state", entry.state());
    return card;
  }

  private void choose(@Nullable Long id) {
    chosen = id; // it stays in sight, whatever comes; and what is being typed into it stays too
    show(ask());
  }

  private void reopen(long id) {
    open = null;
    choose(id);
  }

  private Component back() {
    var back =
        new Button(
            getTranslation("task.back"), VaadinIcon.ARROW_LEFT.create(), click -> choose(null));
    back.addClassName("back");
    return back;
  }
}
