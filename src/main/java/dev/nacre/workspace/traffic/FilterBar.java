package dev.nacre.workspace.traffic;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.nacre.connector.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What somebody looks for among the entries. */
final class FilterBar extends Div {
  private static final String ANY = "any";
  private static final Map<String, Duration> SINCE =
      Map.of("hour", Duration.ofHours(1), "day", Duration.ofDays(1), "week", Duration.ofDays(7));

  private final TextField text = new TextField();
  private final Select<String> connector = new Select<>();
  private final Select<String> state = new Select<>();
  private final Select<String> since = new Select<>();
  private final Button cause = new Button();
  private final Consumer<Ledger.Wish> wished;
  private @Nullable String why;

  FilterBar(List<String> states, List<Connection> connections, Consumer<Ledger.Wish> wished) {
    this.wished = wished;
    addClassName("nacre-traffic-filter");
    text.setPlaceholder(getTranslation("traffic.search"));
    text.setAriaLabel(getTranslation("traffic.search"));
    text.setPrefixComponent(VaadinIcon.SEARCH.create());
    text.setClearButtonVisible(true);
    text.setMaxLength(200);
    text.getElement().setAttribute("data-filter", "text");
    text.addValueChangeListener(change -> changed(change.isFromClient()));
    Map<String, String> names =
        connections.stream()
            .collect(Collectors.toMap(Connection::id, one -> one.name().in(getLocale())));
    choice(connector, "connector", connections.stream().map(Connection::id).toList());
    connector.setItemLabelGenerator(
        id -> ANY.equals(id) ? getTranslation("traffic.connector.any") : names.get(id));
    choice(state, "state", states);
    state.setItemLabelGenerator(id -> getTranslation("traffic.state." + id));
    choice(since, "since", List.of("hour", "day", "week"));
    since.setItemLabelGenerator(id -> getTranslation("traffic.since." + id));
    cause.setIcon(VaadinIcon.CLOSE_SMALL.create());
    cause.setIconAfterText(true);
    cause.addThemeVariants(ButtonVariant.LUMO_SMALL);
    cause.setVisible(false);
    cause.getElement().setAttribute("data-filter", "cause");
    cause.addClickListener(click -> only(null, null, ""));
    add(text, connector, state, since, cause);
  }

  private void choice(Select<String> select, String name, List<String> among) {
    var items = new ArrayList<String>(List.of(ANY));
    items.addAll(among);
    select.setItems(items);
    select.setValue(ANY);
    select.setAriaLabel(getTranslation("traffic." + name));
    select.getElement().setAttribute("data-filter", name);
    select.addValueChangeListener(change -> changed(change.isFromClient()));
  }

  /** Shows only what gave up for that reason; everything with null. */
  void only(@Nullable String from, @Nullable String newWhy, String words) {
    why = newWhy;
    cause.setVisible(newWhy != null);
    cause.setText(words);
    connector.setValue(from == null ? ANY : from);
    state.setValue(newWhy == null ? ANY : "dead");
    text.clear();
    since.setValue(ANY);
    changed(true);
  }

  private void changed(boolean byThem) {
    if (byThem) {
      String sought = text.getValue().strip();
      Duration back = SINCE.get(since.getValue());
      wished.accept(
          new Ledger.Wish(
              chosen(connector),
              chosen(state),
              sought.isEmpty() ? null : sought,
              why,
              back == null ? null : Instant.now().minus(back)));
    }
  }

  private static @Nullable String chosen(Select<String> select) {
    return ANY.equals(select.getValue()) ? null : select.getValue();
  }
}
