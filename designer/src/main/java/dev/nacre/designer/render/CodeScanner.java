package dev.nacre.designer.render;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.JavaScript;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadEvent;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.record.file.CodeReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A button that reads a code with the camera: live where the browser can, else from a photo, which
 * the server reads and doesn't keep.
 */
@JavaScript("context://nacre/scan.js")
final class CodeScanner extends Upload {
  private static final String READY =
      "const arm = () => window.nacreScan"
          + " ? window.nacreScan(this, JSON.parse($0), $1) : setTimeout(arm, 30); arm();";

  private final RenderContext context;
  private final String format;
  private final Consumer<String> found;
  private final Consumer<List<Problem>> failed;

  /**
   * A button.
   *
   * @param name of what is scanned, for those who don't see it
   * @param format which codes are meant, as the field type calls them; {@code any} for all
   * @param found told what a code says
   * @param failed told why there is none
   */
  CodeScanner(
      String name,
      String format,
      RenderContext context,
      Consumer<String> found,
      Consumer<List<Problem>> failed) {
    this.context = context;
    this.format = format;
    this.found = found;
    this.failed = failed;
    addClassName("nacre-scan-code");
    String text = context.text("render.scan", name);
    var button = new Button(VaadinIcon.CAMERA.create());
    button.addThemeVariants(
        ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_SMALL);
    button.setAriaLabel(text);
    button.setTooltipText(text);
    setUploadButton(button);
    setDropAllowed(false);
    setDropLabel(new Span());
    setDropLabelIcon(new Span());
    setAcceptedFileTypes("image/*");
    getElement().setProperty("capture", "environment");
    setUploadHandler(this::read);
    addAllFinishedListener(event -> clearFileList());
    getElement()
        .addEventListener(
            "nacre-scanned",
            event -> found.accept(event.getEventData().get("event.detail").asString()))
        .addEventData("event.detail");
  }

  private void read(UploadEvent event) throws IOException {
    UI ui = event.getUI();
    try (InputStream photo = event.getInputStream()) {
      String text = CodeReader.read(photo, event.getFileName(), format);
      var unused = ui.access(() -> found.accept(text));
    } catch (NacreException e) {
      var unused = ui.access(() -> failed.accept(e.problems()));
    }
  }

  @Override
  protected void onAttach(AttachEvent event) {
    super.onAttach(event);
    var words =
        Map.of(
            "title", context.text("render.scan.title"),
            "aim", context.text("render.scan.aim"),
            "none", context.text("render.scan.none"),
            "photo", context.text("render.scan.photo"),
            "cancel", context.text("render.cancel"));
    getElement()
        .executeJs(
            READY, Json.MAPPER.valueToTree(words).toString(), format.equals("any") ? "" : format);
  }
}
