package dev.nacre.record;

import dev.nacre.kind.KindRegistry;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.metadata.Problems;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Of what types the system fields are, where another form shows them. */
final class SystemTypes {
  private static final Map<String, String> TYPES =
      Map.of(
          "version", "number",
          "createdAt", "datetime",
          "createdBy", "text",
          "updatedAt", "datetime",
          "updatedBy", "text");

  private final KindRegistry<FieldType<?>> types;

  SystemTypes(KindRegistry<FieldType<?>> types) {
    this.types = types;
  }

  /** The same field with a type; null for one that nobody shows. */
  @Nullable Field of(Field system) {
    String type = TYPES.get(system.id());
    FieldType<?> kind = type == null ? null : types.find(type).orElse(null);
    return type == null || kind == null ? null : typed(system, type, kind);
  }

  private <S extends Record> Field typed(Field system, String type, FieldType<S> kind) {
    var definition =
        new FieldDefinition(
            system.id(), type, null, null, false, false, false, true, null, null, null);
    S settings =
        Objects.requireNonNull(types.settings(kind, null, "", new Problems()), "no settings");
    return new Field(
        definition, system.index(), kind, settings, system.columnName(), () -> null, () -> null);
  }
}
