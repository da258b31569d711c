package dev.nacre.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.record.hold.Hold;
import dev.nacre.storage.Rows;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Generated workflows in a storm of crashes, cut connections, repeated deliveries and reordered
 * timers: each instance takes a legal path, each effect happens once, no task is lost.
 *
 * <p>{@code -Dnacre.simulation.seed=…} repeats what failed, {@code -Dnacre.simulation.minutes=…}
 * goes on for so long; {@code ./nacre soak} does that.
 */
class CrashSimulationTest {
  /** One with a single worker, one with several at once. */
  private static final int WORLDS_AT_LEAST = 2;

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(25);
  private static final int WORKFLOWS = 60;
  private static final int ACTS = 1400;
  private static final int JOBS = 200;

  @Test
  void takesLegalPathsAndDoesEachThingOnce() throws Exception {
    Long only = Long.getLong("nacre.simulation.seed");
    if (only != null) {
      live(only);
      return;
    }
    long seed = System.nanoTime() & 0xFFFF_FFFFL;
    long minutes = Long.getLong("nacre.simulation.minutes", 0);
    Instant end = Instant.now().plus(minutes > 0 ? Duration.ofMinutes(minutes) : LONG_ENOUGH);
    for (int i = 0; i < WORLDS_AT_LEAST || Instant.now().isBefore(end); i++) {
      live(seed + i);
    }
  }

  private static void live(long seed) throws Exception {
    long begun = System.nanoTime();
    var world = new Simulation(seed, WORKFLOWS, JOBS);
    Told told = null;
    try {
      // an odd one has several workers at once, and isn't repeated exactly
      world.storm(ACTS, seed % 2 == 0 ? 1 : 4);
      world.calm();
      told = new Told(world.node(), world.app.definitions());
      check(world, told);
    } catch (Throwable e) {
      String again = "repeat it with -Dnacre.simulation.seed=" + seed;
      System.out.println(again);
      throw new AssertionError(again + ": " + e.getMessage(), e);
    }
    long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
    System.out.println("seed " + seed + ": " + world.summary(told) + ", " + seconds + " s");
  }

  private static void check(Simulation world, Told told) {
    var traces = new Traces();
    Map<String, Integer> roots = new TreeMap<>();
    for (Instance instance : told.instances()) {
      if (instance.parent() == null) {
        roots.merge(instance.workflow() + " of " + told.job(instance).no(), 1, Integer::sum);
        new LegalPath(told, traces).follow(instance);
      }
    }
    assertThat(roots).as("what began").isEqualTo(begun(world, told, traces));
    assertThat(marks(world.node())).as("records made").isEqualTo(traces.marks);
    assertThat(messages(world.node())).as("messages").isEqualTo(traces.told);
    for (Told.Job job : told.jobs().values()) {
      assertThat(Told.number(job.now(), "count"))
          .as("counted up: %s", job.no())
          .isEqualTo(traces.counts.getOrDefault(job.id(), 0));
      for (String field : List.of("x1", "x2", "x3", "x4")) {
        assertThat(job.now().get(field)).as(job.no()).isEqualTo(job.fields().get(field));
      }
      assertThat(held(world.node(), job.id()))
          .as("held by %s", job.no())
          .isEqualTo(holding(world.node(), traces.holding.get(job.id())));
    }
    sent(world, traces);
    decisions(world, told);
  }

  /** Which workflows begin of which jobs, how often. */
  private static Map<String, Integer> begun(Simulation world, Told told, Traces traces) {
    Map<String, Integer> begun = new TreeMap<>();
    for (Told.Job job : told.jobs().values()) {
      world
          .app
          .definitions()
          .forEach(
              (id, definition) -> {
                JsonNode when = definition.path("trigger").path("when");
                boolean begins =
                    switch (id.charAt(0)) {
                      case 'w' -> job.kind().equals(id);
                      case 'v' -> job.amount() > when.path("value").asInt();
                      case 'n' -> traces.gone.contains(job.id());
                      default -> false;
                    };
                if (begins) {
                  begun.put(id + " of " + job.no(), 1);
                }
              });
    }
    assertThat(told.jobs()).hasSize(world.jobs());
    return begun;
  }

  private static Map<UUID, String> marks(TestFlow flow) {
    var marks = new HashMap<UUID, String>();
    Rows.query(
        flow.database,
        "SELECT id, text FROM app_shop.mark WHERE deleted_at IS NULL",
        List.of(),
        row -> marks.put(row.getObject(1, UUID.class), row.getString(2)));
    return marks;
  }

  private static Map<String, Integer> messages(TestFlow flow) {
    Map<String, Integer> messages = new TreeMap<>();
    // reminders have a title
    Rows.query(
        flow.database,
        "SELECT text #>> '{}' FROM nacre.notification" + " WHERE title IS NULL",
        List.of(),
        row -> messages.merge(row.getString(1), 1, Integer::sum));
    return messages;
  }

  private static Map<UUID, BigDecimal> held(TestFlow flow, UUID job) {
    var held = new HashMap<UUID, BigDecimal>();
    flow.holds.by(flow.forms().app(), job).stream()
        .filter(hold -> hold.state() == Hold.State.HELD)
        .forEach(hold -> held.merge(hold.record(), hold.quantity(), BigDecimal::add));
    return held;
  }

  private static Map<UUID, BigDecimal> holding(TestFlow flow, JsonNode output) {
    var held = new HashMap<UUID, BigDecimal>();
    boolean over =
        output == null
            || (output.has("until")
                && !Instant.parse(output.path("until").asText()).isAfter(flow.now()));
    if (!over) {
      output
          .path("parts")
          .forEach(
              part ->
                  held.merge(
                      UUID.fromString(part.path("record").asText()),
                      part.path("quantity").decimalValue(),
                      BigDecimal::add));
    }
    return held;
  }

  /** Each step asked once, whatever happened, and went on with what the partner had answered. */
  private static void sent(Simulation world, Traces traces) {
    var asked = new HashMap<String, String>();
    var told = new HashSet<String>();
    Rows.query(
        world.node().database,
        "SELECT instance, step, idempotency_key, awaited FROM nacre.outbox",
        List.of(),
        row -> {
          String place = Traces.place(row.getObject(1, UUID.class), row.getString(2));
          if (row.getBoolean("awaited")) {
            assertThat(asked.put(place, row.getString(3))).as("asked twice").isNull();
          } else {
            assertThat(told.add(place)).as("told twice").isTrue();
          }
          return place;
        });
    assertThat(told).as("told the partner").isEqualTo(traces.sent);
    traces.answers.forEach(
        (place, answer) ->
            assertThat(world.partner.answer(asked.get(place)))
                .as("what the partner answered to %s", place)
                .isEqualTo(answer));
  }

  /** Who was told that their decision was taken finds it in the timeline, once. */
  private static void decisions(Simulation world, Told told) {
    var acted = new HashMap<Simulation.Decision, Integer>();
    var voices = new HashSet<UUID>();
    for (Instance instance : told.instances()) {
      boolean escalated =
          told.events(instance.id()).stream()
              .anyMatch(event -> event.detail().path("does").asText().equals("escalate"));
      for (InstanceEvent event : told.events(instance.id())) {
        if (event.kind() == InstanceEvent.Kind.ACTED) {
          acted.merge(
              new Simulation.Decision(
                  UUID.fromString(event.detail().path("task").asText()),
                  TaskAction.of(event.detail().path("action").asText()),
                  event.who()),
              1,
              Integer::sum);
          if (escalated || event.detail().path("action").asText().equals("delegate")) {
            voices.add(UUID.fromString(event.detail().path("task").asText()));
          }
        }
      }
    }
    assertThat(world.known).allSatisfy(one -> assertThat(acted).containsKey(one));
    acted.forEach(
        (decision, times) -> {
          // of a task that was delegated or escalated somebody may have two voices
          if (!voices.contains(decision.task())) {
            assertThat(times).as("%s", decision).isEqualTo(1);
          }
        });
  }
}
