package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How files look: a name that opens them, or a small picture. */
final class FileLinks {
  private FileLinks() {}

  static List<JsonNode> each(JsonNode value) {
    var files = new ArrayList<JsonNode>();
    if (value.isArray()) {
      value.forEach(files::add);
    } else if (value.isObject()) {
      files.add(value);
    }
    return files;
  }

  /** Bytes as people say them. */
  static String size(long bytes) {
    return bytes < 1 << 20
        ? Math.max(1, bytes >> 10) + " KB"
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1048576.0).replace(".0 ", " ");
  }

  static String names(JsonNode value) {
    return each(value).stream()
        .map(file -> file.path("name").asText())
        .collect(Collectors.joining(", "));
  }

  static Component all(JsonNode value, Function<JsonNode, Component> face) {
    var all = new Div();
    all.addClassName("nacre-attached");
    each(value).forEach(file -> all.add(face.apply(file)));
    return all;
  }

  static Component name(JsonNode file, RenderContext context) {
    String name = file.path("name").asText();
    FileDesk desk = context.links().files();
    if (desk == null) {
      return new Span(name);
    }
    // an icon, since few machines have a glyph for it
    var face = new Span(VaadinIcon.PAPERCLIP.create(), new Span(name));
    face.addClassName("nacre-file-name");
    return opening(desk, file, face);
  }

  static Component picture(JsonNode file, RenderContext context) {
    FileDesk desk = context.links().files();
    String name = file.path("name").asText();
    if (desk == null) {
      return new Span(name);
    }
    var image = new Image(desk.address(file.path("id").asText(), true), name);
    image.getElement().setAttribute("loading", "lazy");
    image.addClassName("nacre-thumb");
    return opening(desk, file, image);
  }

  private static Anchor opening(FileDesk desk, JsonNode file, Component face) {
    var link = new Anchor(desk.address(file.path("id").asText(), false), face);
    link.setRouterIgnore(true);
    link.getElement().setAttribute("target", "_blank").setAttribute("rel", "noopener");
    link.setTitle(file.path("name").asText());
    return link;
  }
}
