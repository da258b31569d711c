package dev.nacre.workflow.step;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.connector.Connector;
import dev.nacre.event.Effect;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.expression.FormulaException;
import dev.nacre.kind.Refers;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Text;
import dev.nacre.metadata.Value;
import dev.nacre.security.Contact;
import dev.nacre.workflow.AssignSettings;
import dev.nacre.workflow.Assignment;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.InstanceEvent;
import dev.nacre.workflow.Move;
import dev.nacre.workflow.Outgoing;
import dev.nacre.workflow.StepAction;
import dev.nacre.workflow.StepContext;
import dev.nacre.workflow.StepFailedException;
import dev.nacre.workflow.StepType;
import dev.nacre.workflow.Task;
import dev.nacre.workflow.Template;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends a message: within Nacre, or through a connector to a group or to addresses. */
@Singleton
public final class NotifyStep implements StepType<NotifyStep.Settings> {
  /**
   * The settings. Either {@code to} or {@code via} is given, or both.
   *
   * @param to whom within Nacre; with a channel, also by the addresses in their accounts
   * @param text the message; {@code {{formula}}} is computed
   * @param title may be null
   * @param via the connector of the channel; null means within Nacre only
   * @param operation of that connector; null means its only one
   * @param recipients on the channel: addresses of a mail, phone numbers or {@code @all} to mention
   *     in a group
   * @param link whether the message leads to the record; null means yes
   */
  public record Settings(
      @Nullable AssignSettings to,
      @NotNull Text text,
      @Nullable Text title,
      @Refers("connectors") @Nullable String via,
      @Nullable String operation,
      @Nullable List<Value> recipients,
      @Nullable Boolean link) {}

  @Override
  public String id() {
    return "notify";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public StepAction compile(Settings settings, CompileContext context) {
    if (settings.to() == null && settings.via() == null) {
      context.problem("", "notify_nobody");
    }
    if (settings.via() == null) {
      leadsNowhere(settings.operation(), "operation", context);
      leadsNowhere(settings.recipients(), "recipients", context);
      leadsNowhere(settings.link(), "link", context);
    }
    Assignment to = settings.to() == null ? null : context.assignment(settings.to(), "/to");
    Template text = context.template(settings.text(), "/text");
    Template title = settings.title() == null ? null : context.template(settings.title(), "/title");
    Channel channel = settings.via() == null ? null : channel(settings, settings.via(), context);
    return run -> {
      Text words = text.fill(run.scope());
      Text head = title == null ? null : title.fill(run.scope());
      List<Task.Assignee> whom = to == null ? List.of() : to.now(run);
      whom.forEach(one -> run.tell(one, head, words));
      if (channel != null) {
        channel.send(head, words, whom, run);
      }
      return Move.next();
    };
  }

  private static void leadsNowhere(@Nullable Object given, String name, CompileContext context) {
    if (given != null) {
      context.objection("/" + name, "notify_without_via", name);
    }
  }

  private static @Nullable Channel channel(Settings settings, String via, CompileContext context) {
    Connector connector = context.connector(via, "/via");
    var recipients = new ArrayList<CompiledFormula>();
    List<Value> wanted = settings.recipients() == null ? List.of() : settings.recipients();
    for (int i = 0; i < wanted.size(); i++) {
      CompiledFormula one = context.value(wanted.get(i), "/recipients/" + i);
      if (one != null) {
        recipients.add(one);
      }
    }
    if (connector == null) {
      return null;
    }
    String operation = context.operation(connector, settings.operation());
    if (operation == null) {
      return null;
    }
    return new Channel(
        via,
        operation,
        connector.kind().reaches(),
        recipients,
        !Boolean.FALSE.equals(settings.link()));
  }

  /** A way out, and who is meant there. */
  private record Channel(
      String connector,
      String operation,
      Contact.Way way,
      List<CompiledFormula> recipients,
      boolean link) {
    void send(@Nullable Text title, Text text, List<Task.Assignee> whom, StepContext run) {
      ObjectNode message = JsonNodeFactory.instance.objectNode();
      if (title != null) {
        message.set("title", Json.MAPPER.valueToTree(title));
      }
      message.set("text", Json.MAPPER.valueToTree(text));
      Set<String> all = addresses(run);
      if (!whom.isEmpty()) {
        boolean somebody = people(whom, all, run);
        if (!somebody && all.isEmpty() && way == Contact.Way.EMAIL) {
          return; // a mail to nobody; the timeline says whose address is missing
        }
      }
      all.forEach(message.putArray("recipients")::add);
      if (link) {
        run.recordAddress().ifPresent(address -> message.put("link", address));
      }
      // a message that came twice does less harm than one that didn't come
      run.send(new Outgoing(connector, operation, Effect.TRIES, true, message));
    }

    private Set<String> addresses(StepContext run) {
      var all = new LinkedHashSet<String>();
      for (CompiledFormula recipient : recipients) {
        String one = compute(recipient, run);
        if (!one.isBlank()) {
          all.add(one);
        }
      }
      return all;
    }

    /** Adds the people's own addresses; tells whose is missing, and gives whether there is any. */
    private boolean people(List<Task.Assignee> whom, Set<String> all, StepContext run) {
      var missing = new ArrayList<String>();
      boolean somebody = false;
      for (Task.Assignee one : whom) {
        for (var person : run.reached(one, way).entrySet()) {
          if (person.getValue() == null) {
            missing.add(person.getKey());
          } else {
            somebody = true;
            all.add(person.getValue());
          }
        }
      }
      // a group is reached without anybody's number
      if (!missing.isEmpty() && (somebody || way == Contact.Way.EMAIL)) {
        ObjectNode detail =
            JsonNodeFactory.instance
                .objectNode()
                .put("connector", connector)
                .put("way", way.name().toLowerCase(Locale.ROOT));
        missing.forEach(detail.putArray("unreached")::add);
        run.log(InstanceEvent.Kind.NOTIFIED, detail);
      }
      return somebody;
    }

    private static String compute(CompiledFormula recipient, StepContext run) {
      try {
        Object value = recipient.evaluate(run.scope());
        return value == null ? "" : value.toString();
      } catch (FormulaException e) {
        throw new StepFailedException(e.problems());
      }
    }
  }
}
