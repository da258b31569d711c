package dev.nacre.designer.render;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.dependency.JavaScript;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.record.field.RichTextField;
import java.util.LinkedHashMap;
import java.util.Map;

/** A place to write in, with buttons for headings, emphasis, lists and links. */
@JavaScript("context://nacre/rich-text.js")
final class RichTextInput extends CustomField<String> {
  private static final String READY =
      "const arm = () => window.nacreRichText ? window.nacreRichText(this) : setTimeout(arm, 30);"
          + " arm();";

  private final Div tools = new Div();
  private final Div page = new Div();
  private String html = "";

  RichTextInput(RenderContext context) {
    super("");
    tools.addClassName("tools");
    tools.getElement().setAttribute("role", "toolbar");
    var icons = new LinkedHashMap<String, VaadinIcon>();
    icons.put("heading", VaadinIcon.HEADER);
    icons.put("bold", VaadinIcon.BOLD);
    icons.put("italic", VaadinIcon.ITALIC);
    icons.put("bullets", VaadinIcon.LIST_UL);
    icons.put("numbers", VaadinIcon.LIST_OL);
    icons.put("link", VaadinIcon.LINK);
    for (Map.Entry<String, VaadinIcon> icon : icons.entrySet()) {
      var button = new Button(icon.getValue().create());
      button.addThemeVariants(
          ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_SMALL);
      button.setAriaLabel(context.text("render.rich." + icon.getKey()));
      button.setTooltipText(context.text("render.rich." + icon.getKey()));
      button.getElement().setAttribute("data-command", icon.getKey());
      tools.add(button);
    }
    page.addClassNames("page", "nacre-rich-text");
    page.getElement().setAttribute("contenteditable", "true");
    page.getElement().setAttribute("role", "textbox");
    page.getElement().setAttribute("aria-multiline", "true");
    page.getElement()
        .addEventListener(
            "nacre-written",
            event -> {
              html = event.getEventData().get("event.detail").asString();
              updateValue();
            })
        .addEventData("event.detail");
    var box = new Div(tools, page);
    box.addClassName("nacre-rich-input");
    box.getElement().setAttribute("data-ask", context.text("render.rich.address"));
    add(box);
  }

  @Override
  protected void onAttach(AttachEvent event) {
    super.onAttach(event);
    page.getElement().executeJs(READY);
    present();
  }

  @Override
  protected String generateModelValue() {
    return html;
  }

  @Override
  protected void setPresentationValue(String value) {
    html = value;
    present();
  }

  private void present() {
    page.getElement().executeJs("this.innerHTML = $0", RichTextField.harmless(html));
  }

  @Override
  public void setReadOnly(boolean readOnly) {
    super.setReadOnly(readOnly);
    tools.setVisible(!readOnly);
    page.getElement().setAttribute("contenteditable", String.valueOf(!readOnly));
  }

  @Override
  public void focus() {
    page.getElement().executeJs("this.focus()");
  }
}
