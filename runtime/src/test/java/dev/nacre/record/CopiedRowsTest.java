package dev.nacre.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Batches so large that their rows are copied in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CopiedRowsTest {
  private static final int MANY = 150;
  private static final List<String> TEXTS =
      List.of(
          "plain",
          "tab\tline\nreturn\rend",
          "back\\slash \\N \\. \\t",
          "\\N",
          "\"quotes\", {braces}, 'more'",
          "衣服 👕",
          "NULL");

  private TestApp app;

  @BeforeAll
  void aForm() {
    var files = new HashMap<String, String>();
    files.put(
        "app.json",
        "{'schemaVersion':1,'id':'copied','version':'1.0.0','name':'Copied',"
            + "'timeZone':'UTC','currency':'CNY'}");
    files.put(
        "forms/thing.json",
        "{'id':'thing','history':{'checksum':true},'fields':["
            + "{'id':'no','type':'text','unique':true},{'id':'said','type':'long_text'},"
            + "{'id':'price','type':'money'},{'id':'day','type':'date'},"
            + "{'id':'at','type':'datetime'},{'id':'yes','type':'boolean'},"
            + "{'id':'tags','type':'multi_choice','settings':{'options':["
            + "{'value':'a\\\"b'},{'value':'c\\\\d'},{'value':'e,f'}]}},"
            + "{'id':'more','type':'json'},"
            + "{'id':'lines','type':'table','settings':{'fields':["
            + "{'id':'sku','type':'text'},{'id':'qty','type':'number'}]}}]}");
    app = TestApp.written(files);
  }

  @Test
  void readBackAsTheyWereGiven() {
    List<ObjectNode> given = IntStream.range(0, MANY).mapToObj(i -> thing("x" + i, i)).toList();
    List<Outcome> outcomes =
        app.write(
            "thing",
            Batch.Mode.ALL_OR_NOTHING,
            given.stream().map(data -> Change.create(data)).toList());
    for (int i = 0; i < MANY; i++) {
      Outcome outcome = outcomes.get(i);
      assertThat(outcome.status()).isEqualTo(Outcome.Status.CREATED);
      StoredRecord read =
          app.engine
              .find(
                  app.forms, "thing", Objects.requireNonNull(outcome.id()), Set.of(), TestApp.ADMIN)
              .orElseThrow();
      ObjectNode json = app.engine.json(app.forms, read, TestApp.ADMIN);
      json.path("lines").forEach(line -> ((ObjectNode) line).remove("id"));
      ObjectNode own = json.deepCopy();
      own.retain(given.get(i).propertyStream().map(e -> e.getKey()).toList());
      assertThat(own).isEqualTo(given.get(i));
      List<HistoryStore.Entry> history = app.history.of(app.forms, "thing", read.id());
      assertThat(history).hasSize(1);
      assertThat(history.getFirst().after().path("said")).isEqualTo(given.get(i).path("said"));
      assertThat(history.getFirst().checksum()).isNotBlank();
    }
  }

  private static ObjectNode thing(String no, int i) {
    ObjectNode data = Json.MAPPER.createObjectNode();
    data.put("no", no);
    data.put("said", TEXTS.get(i % TEXTS.size()));
    data.put("price", new BigDecimal("12.25").add(BigDecimal.valueOf(i)));
    if (i % 3 == 0) {
      data.putNull("day").putNull("at").putNull("yes");
    } else {
      data.put("day", "2026-02-28").put("at", "2026-11-21T02:30:00.123456Z").put("yes", i % 2 == 0);
    }
    if (i % 2 == 0) {
      data.putArray("tags").add("a\"b").add("c\\d").add("e,f");
    }
    data.putObject("more").put("text", TEXTS.get(i % TEXTS.size())).putNull("none");
    for (int line = 0; line < i % 3; line++) {
      data.withArray("lines")
          .addObject()
          .put("sku", TEXTS.get(line))
          .put("qty", BigDecimal.valueOf(line));
    }
    return data;
  }

  @Test
  void ofTwoBatchesThatWriteTheSameAtOnceEachRowIsMadeOnce() throws Exception {
    var ready = new CountDownLatch(2);
    List<Change> changes =
        IntStream.range(0, MANY).mapToObj(i -> Change.create(thing("same" + i, i))).toList();
    var statuses = new ArrayList<Outcome.Status>();
    try (var threads = Executors.newFixedThreadPool(2)) {
      var writing = new ArrayList<Future<List<Outcome>>>();
      for (int i = 0; i < 2; i++) {
        writing.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  return app.write("thing", Batch.Mode.PER_ROW, changes);
                }));
      }
      for (Future<List<Outcome>> one : writing) {
        one.get().forEach(outcome -> statuses.add(outcome.status()));
      }
    }
    assertThat(statuses).filteredOn(Outcome.Status.CREATED::equals).hasSize(MANY);
    assertThat(statuses).filteredOn(Outcome.Status.TAKEN::equals).hasSize(MANY);
  }
}
