package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.combobox.ComboBoxBase;
import com.vaadin.flow.data.provider.Query;
import dev.nacre.metadata.Condition;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an input of links offers for what is typed: records, and last the making of another one. */
final class LinkOffers {
  private static final int OFFERED = 50;

  private final String form;
  private final @Nullable Condition filter;
  private final RenderContext context;

  /** One line of the list. */
  sealed interface Item {
    /** What it reads. */
    String title();
  }

  /**
   * A record.
   *
   * @param turn how often it was put back into the input
   */
  record Known(UUID id, String title, int turn) implements Item {
    Known(UUID id, String title) {
      this(id, title, 0);
    }
  }

  /** The making of one that isn't there yet. */
  record Fresh(String typed, String title) implements Item {}

  /**
   * Offers for links to that form.
   *
   * @param filter which of its records may be chosen; null means all
   */
  LinkOffers(String form, @Nullable Condition filter, RenderContext context) {
    this.form = form;
    this.filter = filter;
    this.context = context;
  }

  /** Lets the input offer them. */
  void in(ComboBoxBase<?, Item, ?> input) {
    input.setPageSize(OFFERED);
    input.setItems(query -> offer(query));
    input.setItemLabelGenerator(Item::title);
    input.setClassNameGenerator(item -> item instanceof Fresh ? "nacre-fresh" : null);
    input.setPlaceholder(context.text("render.search"));
  }

  private Stream<Item> offer(Query<Item, String> query) {
    String typed = query.getFilter().orElse("").strip();
    // whoever doesn't find it among the first types more
    if (query.getOffset() > 0 || query.getLimit() == 0) {
      return Stream.empty();
    }
    boolean fresh = context.maker().may(form);
    int most = Math.min(OFFERED, query.getLimit()) - (fresh ? 1 : 0);
    Stream<Item> known =
        context.links().search(form, typed, filter, most).stream().map(LinkOffers::known);
    return fresh ? Stream.concat(known, Stream.of(fresh(typed))) : known;
  }

  private Fresh fresh(String typed) {
    String name = context.maker().title(form);
    return new Fresh(
        typed,
        typed.isEmpty()
            ? context.text("render.link.new", name)
            : context.text("render.link.new.called", name, typed));
  }

  private static Known known(Links.Choice choice) {
    return new Known(choice.id(), choice.title());
  }

  /** The record that record JSON names; empty when it names none. */
  Optional<Known> read(JsonNode json) {
    return LinkRenderer.id(json).map(id -> new Known(id, context.links().title(form, json)));
  }

  /**
   * The same, to be put back after something else was chosen: a combo box that had an equal item
   * before would not be told, and show nothing.
   */
  static @Nullable Item again(@Nullable Item item) {
    return item instanceof Known(UUID id, String title, int turn)
        ? new Known(id, title, turn + 1)
        : item;
  }

  /**
   * Lets the person make what they looked for.
   *
   * @param made told the new record when it may be chosen
   */
  void make(Fresh fresh, Consumer<Known> made) {
    context
        .maker()
        .make(
            new RecordMaker.Wish(form, fresh.typed(), filter),
            choice -> made.accept(known(choice)));
  }
}
