package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.connector.ConnectorRegistry;
import dev.nacre.metadata.Messages;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Text;
import dev.nacre.record.Forms;
import dev.nacre.security.Permissions;
import dev.nacre.security.UserNames;
import dev.nacre.storage.StorageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in plain words what happened in workflows. */
final class TimelineWords {
  private static final String BETWEEN = ", ";
  private static final Set<String> REASONS = Set.of("withdrawn", "record_deleted", "not_needed");

  private final WorkflowRegistry workflows;
  private final ConnectorRegistry connectors;
  private final Forms forms;
  private final UserNames people;
  private final Locale locale;
  private final Map<String, Optional<Workflow>> known = new HashMap<>();

  TimelineWords(
      WorkflowRegistry workflows,
      ConnectorRegistry connectors,
      Forms forms,
      UserNames people,
      Locale locale) {
    this.workflows = workflows;
    this.connectors = connectors;
    this.forms = forms;
    this.people = people;
    this.locale = locale;
  }

  /** The sentence of that name. */
  String say(String name, @Nullable Object... args) {
    var texts = new ArrayList<String>();
    for (Object arg : args) {
      texts.add(arg == null ? "" : arg.toString());
    }
    return Messages.text("timeline." + name, locale, texts);
  }

  /** A workflow of that version; empty when it can't be read any more. */
  Optional<Workflow> workflow(String id, int version) {
    return known.computeIfAbsent(
        version + "/" + id,
        key -> {
          try {
            return workflows.find(forms.address(), version, id);
          } catch (StorageException e) {
            throw e;
          } catch (NacreException e) {
            return Optional.empty();
          }
        });
  }

  /** What people call a workflow. */
  String title(String id, int version) {
    return workflow(id, version).map(w -> w.definition().title().in(locale)).orElse(id);
  }

  /** What people call one of its steps. */
  String step(String workflow, int version, @Nullable String id) {
    return id == null
        ? ""
        : workflow(workflow, version)
            .flatMap(found -> found.root().find(id))
            .map(step -> step.definition().title().in(locale))
            .orElse(id);
  }

  /** Why an instance started. */
  String why(Instance instance, @Nullable Long cause) {
    if (instance.parent() != null) {
      return say("why.step", step(instance.workflow(), instance.version(), stepOf(instance)));
    }
    Trigger trigger =
        workflow(instance.workflow(), instance.version()).map(Workflow::trigger).orElse(null);
    return switch (trigger) {
      case Trigger.Changes changes when cause != null -> say("why.change", cause);
      case Trigger.Changes changes -> say("why.changes");
      case Trigger.Pressed pressed -> say("why.button");
      case Trigger.Scheduled scheduled -> say("why.schedule");
      case Trigger.Dated dated -> say("why.date", field(instance.form(), dated.field()));
      case Trigger.Told told -> say("why.message", told.message());
      case Trigger.Fed fed -> say("why.incoming", connector(fed.connector()));
      case null, default -> say("why.hand");
    };
  }

  private static String stepOf(Instance instance) {
    Instance.Parent parent = instance.parent();
    return parent == null ? "" : parent.step();
  }

  /** What happened, in words that follow the name of who did it; null for what only engines do. */
  @Nullable String event(Instance instance, InstanceEvent event, @Nullable Long cause) {
    JsonNode detail = event.detail();
    String workflow = title(instance.workflow(), instance.version());
    String step = step(instance.workflow(), instance.version(), event.step());
    return switch (event.kind()) {
      case STARTED -> say("started", workflow, instance.version(), why(instance, cause));
      case WAITING -> detail.has("task") ? say("waiting", workflow, step, names(detail)) : null;
      case ACTED -> {
        String what = acted(detail.path("action").asText(), workflow, step);
        yield detail.has("as") ? say("as", what, called(detail.path("as").asText())) : what;
      }
      case DEADLINE ->
          say(
              "deadline." + detail.path("does").asText(),
              workflow,
              step,
              people(detail, detail.path("to").asText()));
      case NOTIFIED ->
          detail.has("text")
              ? say(
                  "notified",
                  workflow,
                  people(detail, detail.path("to").asText()),
                  text(detail.path("text")))
              : detail.has("message")
                  ? say("posted", workflow, detail.path("message").asText())
                  : null;
      case FAILED -> say("failed", workflow, step);
      case RETRIED -> say("retried", workflow, step);
      case SKIPPED -> say("skipped", workflow, step);
      case PAUSED -> say("paused", workflow);
      case RESUMED -> say("resumed", workflow);
      case MOVED ->
          say("moved", workflow, detail.path("from").asText(), detail.path("to").asText());
      case DONE -> say("done", workflow);
      case ENDED -> say("ended", workflow, detail.path("outcome").asText());
      case REJECTED -> say("rejected", workflow);
      case CANCELLED ->
          own(event)
              ? say("cancelled." + detail.path("reason").asText(), workflow)
              : say("cancelled", workflow);
      // what is held has lines of its own
      case EXPIRED, STEP_DONE -> null;
    };
  }

  /** What only whoever looks after workflows wants to know. */
  String more(Instance instance, InstanceEvent event) {
    String step = step(instance.workflow(), instance.version(), event.step());
    return switch (event.kind()) {
      case STEP_DONE -> say("step_done", step);
      case WAITING -> say("waits", step);
      case NOTIFIED -> say("sent", step);
      default -> say("expired", step, event.detail().path("quantity").asText());
    };
  }

  private String acted(String action, String workflow, String step) {
    boolean known = TaskAction.byId(action).isPresent();
    String said = say("acted." + action, workflow, step);
    return known && !said.startsWith("timeline.")
        ? said
        : say("acted.other", workflow, step, action);
  }

  /** Whether an instance was cancelled for a reason that the engine has a word for. */
  static boolean own(InstanceEvent event) {
    return event.kind() == InstanceEvent.Kind.CANCELLED
        && REASONS.contains(event.detail().path("reason").asText());
  }

  private String names(JsonNode detail) {
    List<String> names = new ArrayList<>();
    detail.path("for").forEach(name -> names.add(name.asText()));
    return people(detail, String.join(BETWEEN, names));
  }

  /** What people call those roles and persons. */
  private String people(JsonNode detail, String names) {
    return Arrays.stream(names.split(BETWEEN))
        .map(name -> role(detail, name) ? role(name) : called(name))
        .collect(Collectors.joining(say("and")));
  }

  private boolean role(JsonNode detail, String name) {
    boolean known =
        name.equals(NotificationStore.ADMINISTRATORS) || forms.permissions().roles().contains(name);
    return NamedRoles.role(detail, name, known);
  }

  private String role(String id) {
    Permissions roles = forms.permissions();
    return id.equals(NotificationStore.ADMINISTRATORS)
        ? say("administrators")
        : roles.roles().contains(id) ? roles.title(id).in(locale) : id;
  }

  private String called(String person) {
    return people.find(person).map(UserNames.Person::name).orElse(person);
  }

  /** What people call a connector; its id when it is gone. */
  String connector(String id) {
    return connectors
        .find(forms.address(), id)
        .map(found -> found.definition().title().in(locale))
        .orElse(id);
  }

  private String field(@Nullable String form, String path) {
    return form == null
        ? path
        : forms
            .find(form)
            .flatMap(known -> known.field(path))
            .map(field -> field.definition().title().in(locale))
            .orElse(path);
  }

  private String text(JsonNode text) {
    try {
      return dev.nacre.metadata.Json.MAPPER.treeToValue(text, Text.class).in(locale);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException("a text of a timeline is always a text", e);
    }
  }
}
