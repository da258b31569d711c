package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadI18N;
import com.vaadin.flow.server.streams.UploadEvent;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds files: those there are, each of which can be taken out, and a place to add more. */
final class FileEditor implements FieldEditor {
  private final Div box = new Div();
  private final Span label = new Span();
  private final Span help = new Span();
  private final Span error = new Span();
  private final Div held = new Div();
  private final Div add = new Div();
  private final RenderContext context;
  private final Takes takes;
  private final FileFace face;
  private final String name;
  private final List<JsonNode> files = new ArrayList<>();
  private final List<Runnable> listeners = new ArrayList<>();
  private boolean readOnly;
  private String refused = "";
  private String wrong = "";

  /** How one file looks. */
  interface FileFace {
    Component of(JsonNode file);
  }

  /**
   * What is taken.
   *
   * @param types media types for the browser's dialog; empty means any
   * @param largest in bytes; null means what may be uploaded at all
   * @param camera whether a phone offers to take a picture
   */
  record Takes(List<String> types, @Nullable Long largest, boolean several, boolean camera) {}

  FileEditor(FieldDefinition field, Takes takes, FileFace face, RenderContext context) {
    this.context = context;
    this.takes = takes;
    this.face = face;
    this.name = field.title().in(context.locale());
    box.addClassName("nacre-files");
    box.getElement().setAttribute("data-field", field.id());
    box.getElement().setAttribute("role", "group");
    box.getElement().setAttribute("aria-label", name);
    label.setText(name);
    label.addClassName("label");
    help.addClassName("help");
    help.setText(field.help() == null ? "" : field.help().in(context.locale()));
    help.setVisible(field.help() != null);
    error.addClassName("error");
    error.getElement().setAttribute("role", "alert");
    error.setVisible(false);
    held.addClassName("held");
    add.addClassName("add");
    add.add(upload(takes.types(), "render.file.add", VaadinIcon.PAPERCLIP));
    if (takes.camera()) {
      Upload photo = upload(List.of("image/*"), "render.file.photo", VaadinIcon.CAMERA);
      photo.getElement().setProperty("capture", "environment");
      photo.addClassName("camera");
      add.add(photo);
    }
    box.add(label, held, add, help, error);
  }

  private Upload upload(List<String> accept, String text, VaadinIcon icon) {
    var upload = new Upload(this::receive);
    upload.setMaxFiles(takes.several() ? 20 : 1);
    if (takes.largest() != null) {
      upload.setMaxFileSize((int) Math.min(Integer.MAX_VALUE, takes.largest()));
    }
    upload.setDropAllowed(true);
    if (!accept.isEmpty()) {
      upload.setAcceptedFileTypes(accept.toArray(String[]::new));
    }
    var button = new Button(context.text(text), icon.create());
    button.addThemeVariants(ButtonVariant.LUMO_SMALL);
    upload.setUploadButton(button);
    upload.setDropLabel(new Span());
    upload.setDropLabelIcon(new Span());
    var words = new UploadI18N();
    words.setError(
        new UploadI18N.Error()
            .setIncorrectFileType(
                context.text("render.file.wrong_type", String.join(", ", takes.types())))
            .setFileIsTooBig(
                context.text(
                    "render.file.too_large",
                    takes.largest() == null ? "" : FileLinks.size(takes.largest()))));
    upload.setI18n(words);
    upload.addFileRejectedListener(event -> refuse(event.getErrorMessage()));
    upload.addAllFinishedListener(event -> upload.clearFileList());
    upload.setEnabled(context.links().files() != null);
    return upload;
  }

  private void receive(UploadEvent event) throws IOException {
    FileDesk desk = context.links().files();
    UI ui = event.getUI();
    if (desk == null) {
      event.reject();
      return;
    }
    try (InputStream content = event.getInputStream()) {
      JsonNode file = desk.keep(event.getFileName(), event.getContentType(), content);
      var unused = ui.access(() -> came(file));
    } catch (NacreException e) {
      String text =
          e.problems().stream()
              .map(problem -> Wording.of(problem, context.locale()))
              .collect(Collectors.joining(" "));
      var unused = ui.access(() -> refuse(text));
    }
  }

  private void came(JsonNode file) {
    refuse("");
    if (!takes.several()) {
      files.clear();
    }
    files.add(file);
    changed();
  }

  private void changed() {
    draw();
    listeners.forEach(Runnable::run);
  }

  private void draw() {
    held.removeAll();
    for (JsonNode file : files) {
      var row = new Div(face.of(file));
      row.addClassName("file");
      if (!readOnly) {
        var remove = new Button(VaadinIcon.CLOSE_SMALL.create(), click -> remove(file));
        remove.addThemeVariants(
            ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_SMALL);
        remove.setAriaLabel(context.text("render.file.remove", file.path("name").asText()));
        row.add(remove);
      }
      held.add(row);
    }
    add.setVisible(!readOnly);
  }

  private void remove(JsonNode file) {
    files.remove(file);
    refuse("");
    changed();
  }

  /**
   * Why a file wasn't taken stays until another one is: what is written elsewhere mends nothing.
   */
  private void refuse(String why) {
    refused = why;
    tell();
  }

  private void tell() {
    String text = refused.isEmpty() || wrong.isEmpty() ? refused + wrong : refused + " " + wrong;
    error.setText(text);
    error.setVisible(!text.isEmpty());
  }

  @Override
  public Component component() {
    return box;
  }

  @Override
  public JsonNode value() {
    if (files.isEmpty()) {
      return NullNode.instance;
    }
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    files.forEach(all::add);
    return takes.several() ? all : files.getFirst();
  }

  @Override
  public void show(JsonNode value) {
    files.clear();
    if (value.isArray()) {
      value.forEach(files::add);
    } else if (value.isObject()) {
      files.add(value);
    }
    draw();
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void readOnly(boolean now) {
    readOnly = now;
    draw();
  }

  @Override
  public void required(boolean required) {
    label.setText(required ? name + " •" : name);
  }

  @Override
  public void problems(List<Problem> problems) {
    wrong =
        problems.stream()
            .map(problem -> Wording.of(problem, context.locale()))
            .collect(Collectors.joining(" "));
    tell();
  }

  @Override
  public void focus() {
    box.getElement().executeJs("this.querySelector('vaadin-button')?.focus()");
  }

  @Override
  public void withoutLabel() {
    label.setVisible(false);
    help.setVisible(false);
  }
}
