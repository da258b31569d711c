package dev.nacre.workflow.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.kind.Refers;
import dev.nacre.metadata.PageDefinition;
import dev.nacre.metadata.Value;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.InputPlan;
import dev.nacre.workflow.Move;
import dev.nacre.workflow.PageAddresses;
import dev.nacre.workflow.StepAction;
import dev.nacre.workflow.StepType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotEmpty;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gives the address of a public page, for messages to people without an account. */
@Singleton
public final class PageStep implements StepType<PageStep.Settings> {
  private final PageAddresses addresses;

  /** A step that learns addresses there. */
  public PageStep(PageAddresses addresses) {
    this.addresses = addresses;
  }

  /**
   * The settings.
   *
   * @param page which one
   * @param fill what stands in its inputs already, by field; null means nothing
   */
  public record Settings(
      @NotEmpty @Refers("pages") String page, @Nullable Map<String, Value> fill) {}

  @Override
  public String id() {
    return "page";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public StepAction compile(Settings settings, CompileContext context) {
    PageDefinition page = context.page(settings.page(), "/page");
    if (page != null && settings.fill() != null) {
      List<String> asked = page.looksUp() ? page.ask() : page.fields();
      for (String field : settings.fill().keySet()) {
        if (!asked.contains(field)) {
          context.problem(
              "/fill/" + field, "step_page_field", field, page.id(), String.join(", ", asked));
        }
      }
    }
    InputPlan fill = InputPlan.compile(settings.fill(), context, "/fill");
    return run -> {
      String query =
          fill.in(run.scope())
              .propertyStream()
              .filter(one -> !one.getValue().isNull() && !one.getValue().isContainerNode())
              .map(one -> one.getKey() + "=" + encode(one.getValue()))
              .collect(Collectors.joining("&"));
      String address = run.pageAddress(addresses, settings.page());
      return new Move.Next(
          JsonNodeFactory.instance
              .objectNode()
              .put("address", query.isEmpty() ? address : address + "?" + query));
    };
  }

  private static String encode(JsonNode value) {
    return URLEncoder.encode(value.asText(), StandardCharsets.UTF_8);
  }
}
