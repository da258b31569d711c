package dev.nacre.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.app.RuleTrial.Difference;
import dev.nacre.app.RuleTrial.Side;
import dev.nacre.app.RuleTrial.What;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Text;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.workflow.Played;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compares what became of one story under two versions. */
final class PlayedDifferences {
  private final CompiledApp served;
  private final CompiledApp draft;
  private final RecordEngine records;
  private final List<Difference> found = new ArrayList<>();

  PlayedDifferences(CompiledApp served, CompiledApp draft, RecordEngine records) {
    this.served = served;
    this.draft = draft;
    this.records = records;
  }

  /** Everything that differs. */
  List<Difference> of(String form, Played before, Played after) {
    fields(form, before.record(), after.record());
    lists(
        What.TASK,
        before.tasks(),
        after.tasks(),
        task -> task.workflow() + "/" + task.step(),
        this::task);
    lists(What.MESSAGE, before.messages(), after.messages(), m -> m.to(), (app, m) -> m.text());
    lists(
        What.CALL,
        before.calls(),
        after.calls(),
        call -> call.connector() + "/" + call.operation(),
        (app, call) -> Text.of(Json.write(call.input())));
    lists(
        What.WORKFLOW, before.runs(), after.runs(), run -> run.workflow(), (app, run) -> run(run));
    lists(
        What.OTHERS,
        before.others(),
        after.others(),
        others -> others.form() + "/" + others.op(),
        (app, others) -> Text.of(String.valueOf(others.count())));
    if (!before.refused().equals(after.refused())) {
      found.add(
          new Difference(
              What.REFUSED,
              "",
              Text.of(""),
              before.refused().isEmpty() ? null : new Side(null, List.of(), before.refused()),
              after.refused().isEmpty() ? null : new Side(null, List.of(), after.refused())));
    }
    return List.copyOf(found);
  }

  private void fields(String form, @Nullable StoredRecord before, @Nullable StoredRecord after) {
    Form old = served.forms().get(form);
    Form now = draft.forms().get(form);
    Set<String> ids = new LinkedHashSet<>();
    now.fields().forEach(field -> ids.add(field.id()));
    old.fields().forEach(field -> ids.add(field.id()));
    for (String id : ids) {
      Field oldField = old.field(id).orElse(null);
      Field nowField = now.field(id).orElse(null);
      JsonNode was = value(before, oldField);
      JsonNode is = value(after, nowField);
      if (!Objects.equals(was, is)) {
        Field named = nowField == null ? Objects.requireNonNull(oldField) : nowField;
        found.add(
            new Difference(
                What.FIELD,
                id,
                named.definition().title(),
                side(served.forms(), before, oldField, was),
                side(draft.forms(), after, nowField, is)));
      }
    }
  }

  private static @Nullable JsonNode value(@Nullable StoredRecord record, @Nullable Field field) {
    if (record == null || field == null) {
      return null;
    }
    JsonNode value = record.json(field);
    if (value.isNull()) {
      return null;
    }
    return field.lines() ? withoutIds(value) : value;
  }

  /** Lines are made anew in each go, under other ids. */
  private static JsonNode withoutIds(JsonNode lines) {
    JsonNode copy = lines.deepCopy();
    copy.forEach(line -> ((com.fasterxml.jackson.databind.node.ObjectNode) line).remove("id"));
    return copy;
  }

  private @Nullable Side side(
      Forms forms, @Nullable StoredRecord record, @Nullable Field field, @Nullable JsonNode value) {
    if (record == null || field == null || value == null) {
      return null;
    }
    var texts = new TreeMap<String, String>();
    for (Locale locale : List.of(Locale.ENGLISH, Locale.CHINESE)) {
      texts.put(locale.getLanguage(), shown(forms, record, field, value, locale));
    }
    return new Side(value, List.of(new Text(texts)), List.of());
  }

  private String shown(
      Forms forms, StoredRecord record, Field field, JsonNode value, Locale locale) {
    Form linked = field.linked();
    if (linked != null && record.get(field.index()) instanceof UUID id) {
      StoredRecord far = records.load(forms, linked.id(), Set.of(id), Set.of()).get(id);
      return far == null ? value.asText() : far.title();
    }
    Object raw = field.lines() ? null : record.get(field.index());
    return raw == null ? Json.write(value) : field.display(raw, locale);
  }

  private Text task(CompiledApp app, Played.TaskSeen task) {
    String whose = String.join(", ", task.whose().stream().toList());
    String decision = task.decision() == null ? "" : " → " + task.decision().id();
    return Text.of(whose + decision);
  }

  private static Text run(Played.RunSeen run) {
    String step = run.step() == null ? "" : " · " + run.step();
    String outcome = run.outcome() == null ? "" : " (" + run.outcome() + ")";
    String problem =
        run.problems().isEmpty() ? "" : ": " + run.problems().getFirst().message(Locale.ENGLISH);
    return Text.of(run.state().id() + outcome + step + problem);
  }

  private interface Words<T> {
    Text of(CompiledApp app, T one);
  }

  /** Of things that have a name, those of which the words differ; the same thing may come twice. */
  private <T> void lists(
      What what, List<T> before, List<T> after, Function<T, String> name, Words<T> words) {
    Map<String, List<Text>> old = named(served, before, name, words);
    Map<String, List<Text>> now = named(draft, after, name, words);
    Set<String> names = new LinkedHashSet<>(now.keySet());
    names.addAll(old.keySet());
    for (String one : names) {
      List<Text> was = old.getOrDefault(one, List.of());
      List<Text> is = now.getOrDefault(one, List.of());
      if (!was.equals(is)) {
        found.add(
            new Difference(
                what,
                one,
                label(what, one),
                was.isEmpty() ? null : Side.of(was),
                is.isEmpty() ? null : Side.of(is)));
      }
    }
  }

  private static <T> Map<String, List<Text>> named(
      CompiledApp app, List<T> all, Function<T, String> name, Words<T> words) {
    var named = new LinkedHashMap<String, List<Text>>();
    for (T one : all) {
      named.computeIfAbsent(name.apply(one), n -> new ArrayList<>()).add(words.of(app, one));
    }
    return named;
  }

  private Text label(What what, String name) {
    String first = name.contains("/") ? name.substring(0, name.indexOf('/')) : name;
    return switch (what) {
      case TASK, WORKFLOW -> workflow(first);
      case OTHERS ->
          draft.forms().find(first).map(form -> form.definition().title()).orElse(Text.of(first));
      case FIELD, MESSAGE, CALL, REFUSED -> Text.of(name);
    };
  }

  private Text workflow(String id) {
    var known = draft.workflows().getOrDefault(id, served.workflows().get(id));
    return known == null ? Text.of(id) : known.definition().title();
  }
}
