package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import jakarta.inject.Singleton;
import java.util.List;

/** Pictures, small. */
@Singleton
final class ImageRenderer extends AttachedRenderer {
  ImageRenderer() {
    super("image", List.of("image/*"), 110);
  }

  @Override
  Component face(JsonNode file, RenderContext context) {
    return FileLinks.picture(file, context);
  }
}
