package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A second, small interpreter: it reads a definition and the timeline of an instance side by side,
 * takes from the timeline only what chance decides (people, the partner, who came first), and
 * refuses every step that the definition doesn't lead to. What the steps must have left behind it
 * collects in {@link Traces}.
 */
final class LegalPath {
  private static final Set<String> BESIDE = Set.of("parallel", "each", "subflow");

  private final Told told;
  private final Traces traces;

  LegalPath(Told told, Traces traces) {
    this.told = told;
    this.traces = traces;
  }

  /** Follows an instance that nobody started but a trigger, and all under it. */
  void follow(Instance root) {
    follow(root, told.definition(root.workflow()).path("steps"));
  }

  private void follow(Instance instance, JsonNode steps) {
    var walk = new Walk(instance);
    try {
      walk.whole(steps);
    } catch (AssertionError e) {
      String text = "%s of %s: %s".formatted(instance.id(), instance.workflow(), e.getMessage());
      throw new AssertionError(text + "\n" + told.show(instance), e);
    }
  }

  /** How a block came out. */
  private enum Out {
    THROUGH,
    ENDED,
    REJECTED,
    CUT
  }

  /** One instance. */
  private final class Walk {
    private final Instance instance;
    private final List<InstanceEvent> events;
    private final Told.Job job;
    private int at;

    Walk(Instance instance) {
      this.instance = instance;
      // what time gives back is told whenever that is, also after the end
      this.events =
          told.events(instance.id()).stream()
              .filter(event -> event.kind() != InstanceEvent.Kind.EXPIRED)
              .toList();
      this.job = told.job(instance);
    }

    void whole(JsonNode steps) {
      List<InstanceEvent> all = told.events(instance.id());
      for (int i = 0; i < all.size(); i++) {
        require(all.get(i).seq() == i + 1, "timeline has no number " + (i + 1));
      }
      boolean begun = !events.isEmpty() && events.getFirst().kind() == InstanceEvent.Kind.STARTED;
      at = begun ? 1 : 0;
      Out out = begun ? block(steps) : Out.CUT;
      InstanceEvent last = at < events.size() ? events.get(at) : null;
      Instance.State state =
          switch (out) {
            case THROUGH -> Instance.State.DONE;
            case ENDED -> Instance.State.ENDED;
            case REJECTED -> Instance.State.REJECTED;
            case CUT -> Instance.State.CANCELLED;
          };
      require(
          last != null && last.step() == null && last.kind().id().equals(state.id()),
          "must be " + state + " now, and there is " + last);
      require(at == events.size() - 1, "goes on after its end");
      require(instance.state() == state, "is " + instance.state() + " instead of " + state);
    }

    private Out block(JsonNode steps) {
      for (JsonNode step : steps) {
        Out out = step(step);
        if (out != Out.THROUGH) {
          return out;
        }
      }
      return Out.THROUGH;
    }

    private Out step(JsonNode step) {
      String id = step.path("id").asText();
      String type = step.path("type").asText();
      JsonNode settings = step.path("settings");
      int from = at;
      InstanceEvent done = null;
      while (done == null && at < events.size() && id.equals(events.get(at).step())) {
        InstanceEvent event = events.get(at);
        done = event.kind() == InstanceEvent.Kind.STEP_DONE ? event : null;
        at++;
      }
      List<InstanceEvent> own = events.subList(from, at);
      if (BESIDE.contains(type)) {
        beside(step, own, done);
      }
      if (type.equals("branch") && done == null && own.isEmpty()) {
        require(false, "branch " + id + " is not there");
      }
      if (done == null) {
        require(
            at < events.size() && events.get(at).kind() == InstanceEvent.Kind.CANCELLED,
            "step %s (%s) must come, and there is %s"
                .formatted(id, type, at < events.size() ? events.get(at) : null));
        return Out.CUT;
      }
      return left(type, id, settings, own, done);
    }

    private Out left(
        String type, String id, JsonNode settings, List<InstanceEvent> own, InstanceEvent done) {
      JsonNode output = done.detail();
      String place = Traces.place(instance.id(), id);
      switch (type) {
        case "create" -> {
          UUID made = UUID.fromString(output.path("id").asText());
          require(traces.marks.put(made, words(id)) == null, "two steps made the same record");
        }
        case "delete" ->
            require(
                traces.marks.remove(UUID.fromString(output.path("id").asText())) != null,
                "deleted what was not there");
        case "update" -> update(settings.path("set"));
        case "notify" -> {
          long times = own.stream().filter(e -> e.kind() == InstanceEvent.Kind.NOTIFIED).count();
          require(times == 1, "told " + times + " times");
          if (settings.has("via")) {
            require(traces.sent.add(place), "sent twice");
          } else {
            traces.told.merge(words(id), 1, Integer::sum);
          }
        }
        case "call" -> require(traces.answers.put(place, output) == null, "asked twice");
        case "delay" -> {
          String until = waiting(own).detail().path("until").asText();
          require(!done.at().isBefore(Instant.parse(until)), "went on before " + until);
        }
        case "script" ->
            require(output.path("output").asInt() == 2 * job.amount(), "computed " + output);
        case "find" -> {
          boolean there =
              GeneratedWorkflows.SHELVES.contains(settings.path("where").path("value").asText());
          require(output.path("found").asBoolean() == there, "found " + output);
          if (!there && settings.has("else")) {
            return block(settings.path("else"));
          }
        }
        case "wait" -> {
          boolean over = output.path("by").asText().equals("time");
          require(over || output.path("by").asText().equals("condition"), "went on by " + output);
          if (over) {
            String until = waiting(own).detail().path("until").asText();
            require(!done.at().isBefore(Instant.parse(until)), "went on before " + until);
            return block(settings.path("else"));
          }
        }
        case "reserve" -> {
          if (!output.path("held").asBoolean()) {
            return block(settings.path("else"));
          }
          traces.holding.put(job.id(), output);
        }
        case "release_stock" -> traces.holding.remove(job.id());
        case "branch" -> {
          return branch(settings, output);
        }
        case "approve" -> {
          return approved(settings, own, done);
        }
        case "end" -> {
          return Out.ENDED;
        }
        default -> require(BESIDE.contains(type), "unknown " + type);
      }
      return Out.THROUGH;
    }

    private InstanceEvent waiting(List<InstanceEvent> own) {
      return own.stream()
          .filter(e -> e.kind() == InstanceEvent.Kind.WAITING)
          .findFirst()
          .orElseThrow(() -> new AssertionError("didn't wait: " + own));
    }

    private void update(JsonNode set) {
      String field = set.fieldNames().next();
      JsonNode value = set.path(field);
      switch (field) {
        case "count" -> traces.counts.merge(job.id(), 1, Integer::sum);
        case "go" -> traces.gone.add(job.id());
        default ->
            job.fields().put(field, value.isTextual() ? value.asText() : job.kind() + job.amount());
      }
    }

    private Out branch(JsonNode settings, JsonNode output) {
      String taken = output.path("taken").asText("");
      String right = settings.has("else") ? "else" : "";
      JsonNode steps = settings.path("else");
      for (int i = settings.path("cases").size() - 1; i >= 0; i--) {
        JsonNode one = settings.path("cases").path(i);
        if (holds(one.path("when"))) {
          right = "cases/" + i;
          steps = one.path("steps");
        }
      }
      require(taken.equals(right), "took '%s' instead of '%s'".formatted(taken, right));
      return block(steps.isMissingNode() ? JsonNodeFactory.instance.arrayNode() : steps);
    }

    private boolean holds(JsonNode when) {
      if (when.has("all")) {
        return holds(when.path("all").path(0)) && holds(when.path("all").path(1));
      }
      if (when.has("any")) {
        return holds(when.path("any").path(0)) || holds(when.path("any").path(1));
      }
      if (when.has("not")) {
        return !holds(when.path("not"));
      }
      JsonNode value = when.path("value");
      return switch (when.path("field").asText()) {
        case "amount" -> job.amount() > value.asInt();
        case "line.qty" -> told.line(instance).qty() > value.asInt();
        case String field when when.path("op").asText().equals("empty") ->
            !job.fields().containsKey(field);
        case String field -> value.asText().equals(job.fields().get(field));
      };
    }

    private Out approved(JsonNode settings, List<InstanceEvent> own, InstanceEvent done) {
      String decision = done.detail().path("decision").asText();
      InstanceEvent before = own.get(own.size() - 2);
      if (done.detail().path("by").asText().equals("deadline")) {
        require(
            before.kind() == InstanceEvent.Kind.DEADLINE
                && before.detail().path("decision").asText().equals(decision),
            "decided by " + before);
      } else {
        require(
            before.kind() == InstanceEvent.Kind.ACTED
                && before.detail().path("action").asText().equals(decision)
                && before.who().equals(done.detail().path("by").asText()),
            "decided by " + before);
      }
      if (decision.equals("approve")) {
        return Out.THROUGH;
      }
      Out out = block(settings.path("rejected").path("steps"));
      return out == Out.THROUGH ? Out.REJECTED : out;
    }

    /** What ran beside this, each an instance of its own. */
    private void beside(JsonNode step, List<InstanceEvent> own, @Nullable InstanceEvent done) {
      String type = step.path("type").asText();
      JsonNode settings = step.path("settings");
      List<Instance> children = told.children(instance.id(), step.path("id").asText());
      if (own.isEmpty()) {
        require(children.isEmpty(), "children of a step that never began");
        return;
      }
      switch (type) {
        case "parallel" -> {
          JsonNode branches = settings.path("branches");
          require(children.size() == branches.size(), children.size() + " branches");
          for (int i = 0; i < branches.size(); i++) {
            follow(children.get(i), branches.path(i).path("steps"));
          }
          if (done != null) {
            int needed = settings.path("number").asInt(branches.size());
            needed = settings.path("until").asText().equals("any") ? 1 : needed;
            require(done.detail().path("ended").asInt() >= needed, "went on too early");
          }
        }
        case "each" -> {
          Set<String> wanted = new TreeSet<>();
          if (settings.has("table")) {
            job.lines().keySet().forEach(line -> wanted.add(line.toString()));
          } else {
            told.shelves().keySet().forEach(shelf -> wanted.add(shelf.toString()));
          }
          Set<String> items = new TreeSet<>();
          for (Instance child : children) {
            items.add(told.item(child));
            follow(child, settings.path("steps"));
          }
          require(items.equals(wanted) && items.size() == children.size(), "items " + items);
        }
        default -> {
          require(children.size() == 1, children.size() + " other workflows");
          follow(
              children.getFirst(), told.definition(children.getFirst().workflow()).path("steps"));
        }
      }
      boolean waited = done != null && !settings.path("goOn").asBoolean();
      if (waited) {
        var ends = new HashSet<Instance.State>();
        children.forEach(child -> ends.add(child.state()));
        require(ends.stream().allMatch(Instance.State::finished), "didn't wait for " + ends);
      }
    }

    private String words(String step) {
      String item = told.sku(instance);
      String words = job.no() + " " + instance.workflow() + "." + step;
      return item.isEmpty() ? words : words + " " + item;
    }
  }

  private static void require(boolean right, String otherwise) {
    if (!right) {
      throw new AssertionError(otherwise);
    }
  }
}
