package dev.nacre.record;

import dev.nacre.kind.KindRegistry;
import io.quarkus.arc.All;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Collects the field types that CDI finds. */
final class FieldTypeRegistry {
  private FieldTypeRegistry() {}

  @Produces
  @Singleton
  static KindRegistry<FieldType<?>> types(@All List<FieldType<?>> all) {
    return new KindRegistry<>("field", all);
  }
}
