package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import dev.nacre.designer.desk.Desk;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How long: a number of seconds, minutes, hours or days. */
final class DurationProperty extends FramedProperty {
  private final IntegerField number = new IntegerField();
  private final Select<Unit> unit = new Select<>();
  private @Nullable JsonNode given;

  private enum Unit {
    SECONDS("PT", "S", Duration.ofSeconds(1)),
    MINUTES("PT", "M", Duration.ofMinutes(1)),
    HOURS("PT", "H", Duration.ofHours(1)),
    DAYS("P", "D", Duration.ofDays(1));

    private final String before;
    private final String after;
    private final Duration one;

    Unit(String before, String after, Duration one) {
      this.before = before;
      this.after = after;
      this.one = one;
    }
  }

  DurationProperty(Desk desk, String label) {
    super("nd-duration");
    number.setLabel(label);
    number.setMin(0);
    // nothing lasts less than nothing
    number.getElement().setProperty("allowedCharPattern", "[0-9]");
    number.setManualValidation(true);
    number.setWidthFull();
    unit.setItems(Unit.values());
    unit.setItemLabelGenerator(u -> desk.text("unit." + u.name().toLowerCase(Locale.ROOT)));
    unit.setValue(Unit.HOURS);
    unit.setAriaLabel(desk.text("unit"));
    box.add(number, unit);
    number.addValueChangeListener(change -> changed());
    unit.addValueChangeListener(change -> changed());
  }

  @Override
  public void show(@Nullable JsonNode value) {
    given = value;
    quietly(
        () -> {
          number.clear();
          if (value != null) {
            draw(value.asText());
          }
        });
  }

  private void draw(String text) {
    try {
      Duration duration = Duration.parse(text);
      Unit fits = Unit.SECONDS;
      for (Unit u : Unit.values()) {
        if (duration.toSeconds() % u.one.toSeconds() == 0) {
          fits = u;
        }
      }
      unit.setValue(fits);
      number.setValue((int) duration.dividedBy(fits.one));
    } catch (DateTimeException e) {
      // stays as it is written until a number is given
    }
  }

  @Override
  public @Nullable JsonNode value() {
    return given;
  }

  private void changed() {
    if (telling()) {
      Unit chosen = unit.getValue();
      given =
          number.isEmpty()
              ? null
              : TextNode.valueOf(chosen.before + number.getValue() + chosen.after);
      tell();
    }
  }

  @Override
  public void wrong(String text) {
    number.setErrorMessage(text);
    number.setInvalid(!text.isEmpty());
  }
}
