package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import jakarta.inject.Singleton;
import java.util.List;

/** Files, by their names. */
@Singleton
final class FileRenderer extends AttachedRenderer {
  FileRenderer() {
    super("file", List.of(), 180);
  }

  @Override
  Component face(JsonNode file, RenderContext context) {
    return FileLinks.name(file, context);
  }
}
