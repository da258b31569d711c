package dev.nacre.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.record.Forms;
import dev.nacre.record.FormsRegistry;
import dev.nacre.security.Identity;
import dev.nacre.workflow.Instance;
import dev.nacre.workflow.InstanceEngine;
import dev.nacre.workflow.Task;
import dev.nacre.workflow.TaskAction;
import dev.nacre.workflow.TaskEngine;
import dev.nacre.workflow.TaskQuery;
import io.quarkus.arc.Arc;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Our engine of workflows within the packaged application, called from within, as Flowable is: the
 * doors of HTTP are no part of either. A clerk starts, finds the task and decides it, with rights,
 * roles and the timeline.
 */
final class FlowSide implements Rival.Work {
  private static final Identity CLERK =
      new Identity("clerk", "Clerk", false, Map.of("bench", Set.of("clerk")), false);

  private final InstanceEngine instances;
  private final TaskEngine tasks;
  private final Forms forms;
  private final List<UUID> refunds;

  private FlowSide(List<UUID> refunds) {
    this.refunds = refunds;
    var container = Arc.container();
    instances = container.instance(InstanceEngine.class).get();
    tasks = container.instance(TaskEngine.class).get();
    forms = container.instance(FormsRegistry.class).get().current("bench");
  }

  /** Starts the application in this process, on the port that it is told first. */
  public static void main(String... arguments) {
    int status = 1;
    try {
      serve(arguments);
      status = 0;
    } catch (Exception e) {
      e.printStackTrace();
    } finally {
      System.exit(status); // the application would live on
    }
  }

  private static void serve(String... arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    var start = Class.forName("dev.nacre.server.Main").getMethod("main", String[].class);
    Thread.ofPlatform()
        .name("application")
        .start(
            () -> {
              try {
                start.invoke(null, (Object) arguments(port, arguments[1]));
              } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
              }
            });
    Server.awaitAnswer(port, () -> true);
    String key = Nacre.install(port);
    var refunds = new ArrayList<UUID>();
    for (int i = 0; i < 200; i++) {
      refunds.add(refund(port, key, i));
    }
    Rival.serve(new FlowSide(refunds));
  }

  private static String[] arguments(int port, String data) {
    return new String[] {
      "--empty", "--no-simulator", "--port", String.valueOf(port), "--data", data
    };
  }

  private static UUID refund(int port, String key, int number) throws IOException {
    String json = "{\"refund_no\": \"R%d\", \"amount\": %d}".formatted(number, 2 * number);
    return UUID.fromString(
        Nacre.call(
                port,
                key,
                "POST",
                "/apps/bench/forms/refund/records",
                "application/json",
                json.getBytes(UTF_8))
            .path("id")
            .asText());
  }

  @Override
  public double run(Duration time) throws Exception {
    return Threads.rate(FlowableSide.PEOPLE, time, thread -> instance());
  }

  /** Started, branched, its task found and completed. */
  private int instance() {
    UUID refund = refunds.get(ThreadLocalRandom.current().nextInt(refunds.size()));
    Instance started =
        instances.start(forms, "refund", refund, JsonNodeFactory.instance.objectNode(), CLERK);
    Task task =
        tasks.list(forms, TaskQuery.all().ofInstance(started.id()), CLERK).tasks().getFirst();
    Task after =
        tasks.act(
            forms,
            task.id(),
            TaskAction.APPROVE,
            null,
            JsonNodeFactory.instance.objectNode(),
            CLERK);
    if (after.state() != Task.State.DONE) {
      throw new IllegalStateException("not done: " + after);
    }
    return 1;
  }
}
