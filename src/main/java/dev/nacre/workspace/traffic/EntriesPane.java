package dev.nacre.workspace.traffic;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.render.Formats;
import dev.nacre.event.LedgerPage;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.shell.EmptyState;
import java.util.ArrayList;
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
  private @Nullable Long next;
  private boolean further;
  private Ledger.@Nullable Entry open;
  private @Nullable EntryPanel panel;
  private Ledger.Wish wish = Ledger.Wish.ALL;
  private @Nullable Long chosen;

  EntriesPane(OpenApp app, Ledger ledger) {
    this.app = app;
    this.ledger = ledger;
    addClassName("body");
    list.addClassName("list");
    detail.addClassName("detail");
    add(list, detail);
  }

  /** Shows only what is wished for. */
  void only(Ledger.Wish newWish) {
    wish = newWish;
    chosen = null;
    again();
  }

  /** The newest, as they are now. */
  void again() {
    further = false;
    show(ledger.page(wish, null));
  }

  /** As they are now; looking for a text, or far back, is done once. */
  LedgerPage<Ledger.Entry> ask() {
    return further || wish.text() != null ? new LedgerPage<>(shown, next) : ledger.page(wish, null);
  }

  private void more() {
    LedgerPage<Ledger.Entry> page = ledger.page(wish, next);
    var all = new ArrayList<>(shown);
    all.addAll(page.entries());
    further = true;
    show(new LedgerPage<>(all, page.next()));
  }

  void show(LedgerPage<Ledger.Entry> page) {
    List<Ledger.Entry> entries = page.entries();
    boolean end = next == null ? page.next() == null : next.equals(page.next());
    next = page.next();
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
      list.add(empty());
      if (next != null) {
        list.add(earlier("traffic.further"));
      }
      return;
    }
    long id = chosen != null ? chosen : open != null ? open.id() : entries.getFirst().id();
    boolean another = open == null || open.id() != id;
    if (another || !end || !entries.equals(shown)) {
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
      if (next != null) {
        list.add(earlier("traffic.more"));
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

  private Component empty() {
    boolean all = wish.equals(Ledger.Wish.ALL);
    return new EmptyState(
        VaadinIcon.EXCHANGE,
        getTranslation(all ? "traffic.none" : next == null ? "traffic.nothing" : "traffic.not_yet"),
        getTranslation(
            all
                ? "traffic.none.hint"
                : next == null ? "traffic.nothing.hint" : "traffic.not_yet.hint"));
  }

  private Component earlier(String words) {
    var earlier = new Button(getTranslation(words), click -> more());
    earlier.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    earlier.getElement().setAttribute("data-action", "more");
    return earlier;
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
            getTranslation("traffic.back"), VaadinIcon.ARROW_LEFT.create(), click -> choose(null));
    back.addClassName("back");
    return back;
  }
}
