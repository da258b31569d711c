package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.event.Effect;
import dev.nacre.event.OutboxTurn;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.NacreException;
import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.Origin;
import dev.nacre.storage.Rows;
import dev.nacre.storage.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Two nodes on one database work off jobs through generated workflows, in a storm; then it calms
 * down, and everything must come to its end. With one thread the same seed does the same again,
 * except for ids and the rests between attempts.
 */
final class Simulation {
  private static final List<String> PEOPLE = List.of("fin1", "fin2", "man1", "sup1", "sal1");
  private static final Map<String, List<String>> HOLDERS =
      Map.of(
          "finance", List.of("fin1", "fin2"),
          "manager", List.of("man1"),
          "support", List.of("sup1"));
  private static final int ROUNDS_OF_CALM = 200;
  private static final String OPEN =
      """
      SELECT id || ' of ' || workflow || ' is ' || state || ' at ' || position
        FROM nacre.workflow_instance WHERE state IN ('ready', 'waiting', 'failed')
      UNION ALL
      SELECT instance || ' has sent ' || id || ' at ' || step
        FROM nacre.outbox WHERE state = 'pending'\
      """;

  /** A decision that somebody took. */
  record Decision(UUID task, TaskAction action, String who) {}

  final GeneratedWorkflows app;
  final Whims partner;
  final Storm.Weather weather;
  final List<Decision> known = new CopyOnWriteArrayList<>();
  final AtomicInteger refused = new AtomicInteger();
  private final List<Decision> unknown = new CopyOnWriteArrayList<>();
  private final Random random;
  private final List<TestFlow> nodes = new CopyOnWriteArrayList<>();
  private final List<ObjectNode> jobs = new ArrayList<>();
  private final AtomicInteger delivered = new AtomicInteger();

  /** One world of so many workflows and jobs. */
  Simulation(long seed, int workflows, int count) {
    random = new Random(seed);
    app = new GeneratedWorkflows(random, workflows);
    partner = new Whims(seed);
    weather = new Storm.Weather(new Random(seed + 1));
    TestFlow first = TestFlow.of(app.files(), inner -> new Storm(inner, weather));
    first.partner.instead = partner;
    nodes.add(first);
    nodes.add(first.beside(inner -> new Storm(inner, weather), Duration.ofSeconds(2)));
    for (String sku : GeneratedWorkflows.SHELVES) {
      first.create("shelf", "{'sku': '" + sku + "', 'available': " + count + ", 'reserved': 0}");
    }
    for (int i = 0; i < count; i++) {
      jobs.add(job(i, workflows));
    }
  }

  private ObjectNode job(int number, int workflows) {
    ObjectNode job = TestFlow.json("{}").put("no", "J" + number);
    job.put("kind", "w" + random.nextInt(workflows)).put("amount", random.nextInt(100));
    var lines = job.putArray("lines");
    for (int i = random.nextInt(3); i > 0; i--) {
      lines.addObject().put("sku", "S" + (1 + random.nextInt(3))).put("qty", 1 + random.nextInt(4));
    }
    return job;
  }

  /** A node; which one doesn't matter. */
  TestFlow node() {
    return nodes.getFirst();
  }

  /** How many jobs came. */
  int jobs() {
    return jobs.size();
  }

  /** So many acts in the storm, by so many threads. */
  void storm(int acts, int threads) throws InterruptedException, ExecutionException {
    weather.worst(12);
    var work = new ArrayList<Callable<Integer>>();
    for (int i = 0; i < threads; i++) {
      var own = new Random(random.nextLong());
      work.add(
          () -> {
            for (int act = 0; act < acts / threads; act++) {
              act(own);
            }
            return acts;
          });
    }
    if (threads == 1) {
      act(work.getFirst());
      return;
    }
    try (var pool = Executors.newFixedThreadPool(threads)) {
      for (Future<Integer> one : pool.invokeAll(work)) {
        var unused = one.get();
      }
    }
  }

  private static void act(Callable<Integer> work) throws ExecutionException {
    try {
      var unused = work.call();
    } catch (Exception e) {
      throw new ExecutionException(e);
    }
  }

  private void act(Random own) {
    int place = own.nextInt(nodes.size());
    TestFlow node = nodes.get(place);
    try {
      act(node, own);
    } catch (Storm.Killed e) {
      restart(place, own);
    } catch (StorageException e) {
      // whoever asked is told to try again
    } catch (NacreException e) {
      // somebody was faster
      refused.incrementAndGet();
    } catch (IllegalStateException e) {
      if (!(e.getCause() instanceof Storm.Killed)) {
        throw e;
      }
      restart(place, own);
    }
  }

  /** The process is gone; mostly it comes back as another one. */
  private void restart(int place, Random own) {
    if (own.nextInt(4) == 0) {
      nodes.set(
          place,
          node().beside(inner -> new Storm(inner, weather), Duration.ofSeconds(own.nextInt(4))));
    }
  }

  private void act(TestFlow node, Random own) {
    int drawn = own.nextInt(100);
    if (drawn < 14) {
      deliver(node, own);
    } else if (drawn < 40) {
      var unused = node.queue.ready(1 + own.nextInt(20));
    } else if (drawn < 58) {
      var unused = node.queue.due(1 + own.nextInt(12));
    } else if (drawn < 68) {
      var unused = node.sender.work();
    } else if (drawn < 82) {
      somebodyDecides(node, own);
    } else if (drawn < 86) {
      again(node, own);
    } else if (drawn < 90) {
      node.pass(Duration.ofSeconds(own.nextInt(own.nextBoolean() ? 120 : 7200)));
    } else if (drawn < 93) {
      repair(node, own);
    } else if (drawn < 95) {
      repeatReply(node, own);
    } else if (drawn < 97) {
      shuffleTimers(node, own);
    } else if (drawn == 97) {
      node.resend();
    } else if (drawn == 98) {
      cancel(node, own);
    } else {
      assertNothingLost(node);
    }
  }

  /** The next job comes in, or one that came already comes again, as webhooks do. */
  private void deliver(TestFlow node, Random own) {
    int next = delivered.get();
    boolean fresh = next < jobs.size() && (next == 0 || own.nextInt(5) > 0);
    int number = fresh ? next : own.nextInt(next);
    bring(node, number);
    if (fresh) {
      // who didn't hear that it was taken sends it again
      delivered.compareAndSet(number, number + 1);
    }
  }

  private void bring(TestFlow node, int number) {
    // one that is there is refused: what comes again has no effect, whoever is first
    var change = Change.create(jobs.get(number).deepCopy());
    var unused =
        node.records.write(
            node.forms(), Batch.one("job", change, TestFlow.ADMIN, Origin.of(Origin.Kind.API)));
  }

  private void somebodyDecides(TestFlow node, Random own) {
    List<Task> open =
        node.tasks.list(node.forms(), TaskQuery.all().limit(30), TestFlow.ADMIN).tasks();
    if (!open.isEmpty()) {
      decide(node, open.get(own.nextInt(open.size())), own);
    }
  }

  private void decide(TestFlow node, Task task, Random own) {
    List<Task.Assignee> left =
        task.assignees().stream().filter(one -> one.decision() == null).toList();
    if (left.isEmpty()) {
      return;
    }
    Task.Assignee assignee = left.get(own.nextInt(left.size()));
    List<String> able =
        assignee.role() == null ? List.of(assignee.name()) : HOLDERS.get(assignee.role());
    String who = able.get(own.nextInt(able.size()));
    TaskAction action = task.actions().getFirst();
    if (own.nextInt(3) == 0) {
      action = task.actions().get(own.nextInt(task.actions().size()));
    }
    decide(node, new Decision(task.id(), action, who), own);
  }

  private void decide(TestFlow node, Decision decision, Random own) {
    ObjectNode data = TestFlow.json("{}");
    if (decision.action() == TaskAction.DELEGATE) {
      data.put("to", PEOPLE.get(own.nextInt(PEOPLE.size())));
    }
    boolean heard = false;
    try {
      var unused =
          node.tasks.act(
              node.forms(),
              decision.task(),
              decision.action(),
              null,
              data,
              node.user(decision.who()));
      known.add(decision);
      heard = true;
    } catch (NacreException e) {
      heard = !(e instanceof StorageException);
      throw e;
    } finally {
      if (!heard) {
        unknown.add(decision);
      }
    }
  }

  /** Somebody presses the button a second time, or again since they never saw what came of it. */
  private void again(TestFlow node, Random own) {
    if (!unknown.isEmpty() && own.nextBoolean()) {
      Decision lost = unknown.get(own.nextInt(unknown.size()));
      decide(node, lost, own);
      return;
    }
    List<Decision> taken =
        known.stream().filter(one -> one.action() != TaskAction.DELEGATE).toList();
    if (taken.isEmpty()) {
      return;
    }
    Decision twice = taken.get(own.nextInt(taken.size()));
    Task task = node.tasks.get(node.forms(), twice.task(), TestFlow.ADMIN);
    if (task.mode() == Task.Mode.ALL && task.state() == Task.State.OPEN) {
      // they may have a second voice, delegated to them
      return;
    }
    Task after =
        node.tasks.act(
            node.forms(),
            twice.task(),
            twice.action(),
            null,
            TestFlow.json("{}"),
            node.user(twice.who()));
    throw new AssertionError("decided twice: " + after);
  }

  private void repair(TestFlow node, Random own) {
    List<Instance> failed =
        node.search.list(
            node.forms().address(),
            InstanceQuery.all().in(Set.of(Instance.State.FAILED), null).page(20, null),
            null,
            node.now());
    if (!failed.isEmpty()) {
      Instance one = failed.get(own.nextInt(failed.size()));
      var unused = node.acts.retry(node.forms(), one.id(), TestFlow.ADMIN);
    }
  }

  private void cancel(TestFlow node, Random own) {
    List<Instance> waiting =
        node.search.list(
            node.forms().address(),
            InstanceQuery.all().in(Set.of(Instance.State.WAITING), null).page(100, null),
            null,
            node.now());
    if (!waiting.isEmpty() && own.nextInt(3) == 0) {
      Instance one = waiting.get(own.nextInt(waiting.size()));
      var unused = node.acts.cancel(node.forms(), one.id(), "whim", TestFlow.ADMIN);
    }
  }

  /** An answer that was given already is given once more. */
  private void repeatReply(TestFlow node, Random own) {
    List<OutboxTurn> answered =
        Rows.query(
            node.database,
            "SELECT id, operation, idempotency_key, attempts, tries, repeatable, body, instance,"
                + " step FROM nacre.outbox WHERE state = 'sent' AND awaited"
                + " ORDER BY id DESC LIMIT 20",
            List.of(),
            row ->
                new OutboxTurn(
                    row.getLong("id"),
                    UUID.randomUUID(),
                    node.forms().address(),
                    "partner",
                    row.getString("operation"),
                    row.getString("idempotency_key"),
                    row.getInt("attempts"),
                    row.getInt("tries"),
                    row.getBoolean("repeatable"),
                    Json.MAPPER.createObjectNode(),
                    node.now(),
                    null,
                    new Effect.Cause(
                        row.getObject("instance", UUID.class), row.getString("step"), true)));
    if (!answered.isEmpty()) {
      OutboxTurn turn = answered.get(own.nextInt(answered.size()));
      var unused =
          node.database.inNewTransaction(
              connection -> {
                node.replies.sent(turn, partner.answer(turn.idempotencyKey()));
                return turn;
              });
    }
  }

  /** What is due comes in any order. */
  private static void shuffleTimers(TestFlow node, Random own) {
    var unused =
        Rows.update(
            node.database,
            "UPDATE nacre.workflow_timer SET due_at = ?::timestamptz"
                + " - ((('x' || substr(md5(id::text || ?), 1, 6))::bit(24)::int % 3600)"
                + " || ' seconds')::interval WHERE due_at <= ?::timestamptz",
            List.of(node.now().toString(), String.valueOf(own.nextInt()), node.now().toString()));
  }

  /** Lets everything come to its end. */
  void calm() {
    weather.worst(0);
    partner.calm();
    for (int number = delivered.get(); number < jobs.size(); number++) {
      bring(node(), number);
    }
    for (int round = 0; round < ROUNDS_OF_CALM; round++) {
      for (TestFlow node : nodes) {
        var unused = node.worker.runReady();
        while (node.sender.work() > 0) {
          // goes on
        }
      }
      assertNothingLost(node());
      if (open().isEmpty()) {
        return;
      }
      everybodyDecides();
      node().resend();
      everythingFailedIsRetried();
      node().pass(Duration.ofMinutes(30));
    }
    none(node(), "never comes to its end", OPEN);
  }

  private List<String> open() {
    return texts(node(), OPEN);
  }

  private void everybodyDecides() {
    for (Task task :
        node().tasks.list(node().forms(), TaskQuery.all().limit(500), TestFlow.ADMIN).tasks()) {
      try {
        decide(node(), task, random);
      } catch (NacreException e) {
        // closed by a decision before it
        refused.incrementAndGet();
      }
    }
  }

  private void everythingFailedIsRetried() {
    List<Instance> failed =
        node()
            .search
            .list(
                node().forms().address(),
                InstanceQuery.all().in(Set.of(Instance.State.FAILED), null).page(500, null),
                null,
                node().now());
    for (Instance one : failed) {
      var unused = node().acts.retry(node().forms(), one.id(), TestFlow.ADMIN);
    }
  }

  /** Who waits, waits for something; and what is counted adds up. */
  void assertNothingLost(TestFlow node) {
    none(
        node,
        "waits for nothing",
        """
        SELECT i.id || ' of ' || i.workflow || ' at ' || i.position
          FROM nacre.workflow_instance i
         WHERE i.state = 'waiting'
           AND NOT EXISTS (SELECT 1 FROM nacre.task t WHERE t.instance = i.id
             AND t.state = 'open' AND t.step = i.position -> -1 ->> 'step')
           AND NOT EXISTS (SELECT 1 FROM nacre.workflow_timer t WHERE t.instance = i.id
             AND t.step = i.position -> -1 ->> 'step')
           AND NOT EXISTS (SELECT 1 FROM nacre.workflow_instance c WHERE c.parent = i.id
             AND c.parent_step = i.position -> -1 ->> 'step'
             AND c.state IN ('ready', 'waiting', 'failed'))
           AND NOT EXISTS (SELECT 1 FROM nacre.outbox o WHERE o.instance = i.id AND o.awaited
             AND o.state = 'pending' AND o.step = i.position -> -1 ->> 'step')\
        """);
    none(
        node,
        "is a task of nobody who waits",
        """
        SELECT i.id || ' ' || i.state || ' at ' || i.position || ': ' || t.step
          FROM nacre.task t JOIN nacre.workflow_instance i ON i.id = t.instance
         WHERE t.state = 'open' AND (i.state NOT IN ('waiting', 'failed')
           OR t.step <> i.position -> -1 ->> 'step')\
        """);
    none(
        node,
        "doesn't add up",
        """
        SELECT s.sku || ': ' || s.available || ' + ' || s.reserved || ', holds ' || h.held
               || ' + ' || h.used || ' of ' || c.at_first
          FROM app_shop.shelf s
          CROSS JOIN LATERAL (SELECT coalesce(sum(quantity) FILTER (WHERE state = 'held'), 0) AS held,
              coalesce(sum(quantity) FILTER (WHERE state = 'used'), 0) AS used
            FROM nacre.hold WHERE record = s.id) h
          CROSS JOIN (SELECT %d AS at_first) c
         WHERE s.available < 0 OR s.reserved <> h.held
            OR s.available + h.held + h.used <> c.at_first\
        """
            .formatted(jobs.size()));
    none(
        node,
        "was sent for one step twice",
        """
        SELECT instance || ' ' || step FROM nacre.outbox
         GROUP BY instance, step HAVING count(*) > 1\
        """);
  }

  /** What is wrong begins with the id of an instance, or with nothing known. */
  private void none(TestFlow node, String what, String sql) {
    List<String> found = texts(node, sql);
    if (!found.isEmpty()) {
      var told = new Told(node, app.definitions());
      String shown =
          told.instances().stream()
              .filter(instance -> found.getLast().startsWith(instance.id().toString()))
              .map(told::show)
              .collect(Collectors.joining());
      throw new AssertionError(what + ": " + found + "\n" + shown);
    }
  }

  private static List<String> texts(TestFlow node, String sql) {
    return Rows.query(node.database, sql, List.of(), row -> row.getString(1));
  }

  /** What happened, for a person. */
  String summary(@Nullable Told told) {
    return String.format(
        Locale.ROOT,
        "%d workflows, %d jobs, %d instances, %d deaths, %d connections cut, %d decisions, %d"
            + " refusals",
        app.definitions().size(),
        jobs.size(),
        told == null ? 0 : told.instances().size(),
        weather.deaths.get(),
        weather.cuts.get(),
        known.size(),
        refused.get());
  }
}
