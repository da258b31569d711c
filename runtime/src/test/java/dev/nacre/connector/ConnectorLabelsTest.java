package dev.nacre.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.kind.KindDescriptor;
import dev.nacre.kind.KindRegistry;
import dev.nacre.kind.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people read beside the settings of connectors. */
class ConnectorLabelsTest {
  private static final KindRegistry<ConnectorKind<?>> KINDS =
      new KindRegistry<>(
          "connector",
          ConnectorKinds.all((app, name) -> Optional.empty(), java.time.InstantSource.system()));

  @Test
  void nameEverySettingOfAWebhookInBothLanguages() {
    KindDescriptor kind = KINDS.descriptor("webhook");
    var missing = new ArrayList<String>();
    missing(kind, kind.properties(), missing);
    assertThat(missing).isEmpty();
  }

  private static void missing(
      KindDescriptor kind, List<Property> properties, List<String> missing) {
    for (Property property : properties) {
      if (kind.label(property, Locale.ENGLISH).equals(property.name())
          || kind.label(property, Locale.CHINESE).equals(kind.label(property, Locale.ENGLISH))) {
        missing.add(property.name());
      }
      Property.Shape shape =
          property.shape() instanceof Property.Shape.Many(Property.Shape of)
              ? of
              : property.shape();
      if (shape instanceof Property.Shape.Group(List<Property> inner, var one)) {
        missing(kind, inner, missing);
      }
    }
  }
}
