package dev.nacre.designer.render;

import dev.nacre.kind.KindRegistry;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Text;
import dev.nacre.record.FieldType;
import dev.nacre.record.FormCompiler;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds what renders a field. */
@Singleton
public final class FieldRenderers {
  /** The types of the fields that every record has. */
  private static final Map<String, String> SYSTEM =
      Map.of(
          "version", "number",
          "createdAt", "datetime",
          "createdBy", "text",
          "updatedAt", "datetime",
          "updatedBy", "text");

  private final KindRegistry<FieldType<?>> types;
  private final Map<String, FieldRenderer<?>> byType = new TreeMap<>();

  @Inject
  FieldRenderers(FormCompiler forms, @All List<FieldRenderer<?>> renderers) {
    this(forms.types(), renderers);
  }

  /**
   * Collects them.
   *
   * @throws IllegalStateException when two are for the same type; start-up stops
   */
  public FieldRenderers(KindRegistry<FieldType<?>> types, List<FieldRenderer<?>> renderers) {
    this.types = types;
    for (FieldRenderer<?> renderer : renderers) {
      if (byType.put(renderer.type(), renderer) != null) {
        throw new IllegalStateException("two renderers are for the field type " + renderer.type());
      }
    }
  }

  /** The field types that nothing renders; a test keeps it empty. */
  public Set<String> missing() {
    var missing = new TreeSet<String>();
    types.all().forEach(type -> missing.add(type.id()));
    missing.removeAll(byType.keySet());
    return missing;
  }

  /** The field with its renderer; fields that can't be rendered show plain text. */
  public RenderedField of(FieldDefinition field) {
    FieldRenderer<?> renderer = byType.get(field.type());
    Record settings = renderer == null ? null : settings(field);
    return renderer == null || settings == null
        ? new RenderedField(field, PlainRenderer.INSTANCE, PlainRenderer.NONE)
        : new RenderedField(field, renderer, settings);
  }

  /** A field that every record has, such as {@code createdAt}; empty for other names. */
  public Optional<RenderedField> system(String id) {
    String type = SYSTEM.get(id);
    return type == null ? Optional.empty() : Optional.of(of(definition(id, type)));
  }

  private @Nullable Record settings(FieldDefinition field) {
    FieldType<?> type = types.find(field.type()).orElse(null);
    return type == null ? null : types.settings(type, field.settings(), "", new Problems());
  }

  private static FieldDefinition definition(String id, String type) {
    var label =
        Text.of(
            Texts.in(java.util.Locale.ENGLISH, "render.system." + id),
            Texts.in(java.util.Locale.SIMPLIFIED_CHINESE, "render.system." + id));
    return new FieldDefinition(id, type, label, null, false, false, false, true, null, null, null);
  }
}
