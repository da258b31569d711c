package dev.nacre.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.kind.KindDescriptor;
import dev.nacre.kind.KindRegistry;
import dev.nacre.kind.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What palettes and inspectors show of step and trigger types. */
class StepKindsTest {
  private static final TestFlow FLOW = TestFlow.of(Corpus.app("base"));

  private static Stream<KindDescriptor> kinds() {
    KindRegistry<StepType<?>> steps = FLOW.compiler.steps();
    KindRegistry<TriggerType<?>> triggers = FLOW.compiler.triggers();
    return Stream.concat(
        steps.all().stream().map(kind -> steps.descriptor(kind.id())),
        triggers.all().stream().map(kind -> triggers.descriptor(kind.id())));
  }

  @Test
  void haveALabelAPictureAndAPlace() {
    assertThat(kinds())
        .allSatisfy(
            kind -> {
              assertThat(kind.label(Locale.ENGLISH)).isNotEqualTo(kind.id());
              assertThat(kind.label(Locale.CHINESE)).isNotEqualTo(kind.label(Locale.ENGLISH));
              assertThat(kind.help(Locale.ENGLISH)).isNotEmpty();
              assertThat(kind.help(Locale.CHINESE)).isNotEqualTo(kind.help(Locale.ENGLISH));
              assertThat(kind.icon()).isNotEqualTo("vaadin:cube");
              assertThat(kind.order()).isLessThan(1000);
            });
  }

  @Test
  void nameEverySettingInBothLanguages() {
    var missing = new ArrayList<String>();
    kinds().forEach(kind -> missing(kind, kind.properties(), missing));
    assertThat(missing).isEmpty();
  }

  private static void missing(
      KindDescriptor kind, List<Property> properties, List<String> missing) {
    for (Property property : properties) {
      if (kind.label(property, Locale.ENGLISH).equals(property.name())
          || kind.label(property, Locale.CHINESE).equals(kind.label(property, Locale.ENGLISH))) {
        missing.add(kind.id() + "." + property.name());
      }
      Property.Shape shape =
          property.shape() instanceof Property.Shape.Many(Property.Shape of)
              ? of
              : property.shape();
      switch (shape) {
        case Property.Shape.Group(List<Property> inner, var one) -> missing(kind, inner, missing);
        case Property.Shape.Choice(List<String> values) -> {
          for (String value : values) {
            if (kind.label(property, value, Locale.CHINESE).equals(value)) {
              missing.add(kind.id() + "." + property.name() + "." + value);
            }
          }
        }
        default -> {}
      }
    }
  }
}
