package dev.nacre.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.connector.Partner;
import dev.nacre.connector.Partner.Asked;
import dev.nacre.connector.Partner.Said;
import dev.nacre.connector.PollState;
import dev.nacre.connector.TestHub;
import dev.nacre.metadata.ConnectorDefinition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.TestApp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PagingTest {
  private final TestHub hub = new TestHub();
  private final Partner partner = new Partner();
  private final Partner other = new Partner();
  private String auth = "{'type':'bearer','key':{'secret':'shop'}}";

  @BeforeEach
  void start() {
    hub.app.now = Instant.parse("2026-03-01T12:00:00Z");
  }

  @AfterEach
  void stop() {
    partner.close();
    other.close();
  }

  private ConnectorDefinition definition(String operations) {
    String json =
        """
        {'id': 'api', 'kind': 'http',
         'settings': {'baseUrl': '%s/v1', 'auth': %s, 'query': {'app': 'demo'},
            'retry': {'tries': 2, 'pause': 'PT0.01S'}},
         'operations': [%s],
         'ingest': [{'id': 'orders', 'operation': 'list', 'every': 'PT10M',
            'form': 'order', 'key': ['channel', 'order_no'],
            'map': {'channel': {'value': 'douyin'}, 'order_no': '/id', 'note': '/note'}}]}\
        """
            .formatted(partner.url(), auth, operations);
    return Json.MAPPER.convertValue(TestApp.json(json), ConnectorDefinition.class);
  }

  private void poll(String operations) {
    hub.publish(definition(operations));
    hub.poller.runDue();
    hub.work();
  }

  private PollState state() {
    return hub.poller.states("hub", "api").getFirst();
  }

  private List<Object> orders() {
    return hub.records("order").stream()
        .map(r -> r.get("order_no"))
        .sorted()
        .map(Object.class::cast)
        .toList();
  }

  private List<String> wrong(String operations) {
    var problems = new Problems();
    hub.compiler.compile(definition(operations), hub.app.forms, problems);
    return problems.list().stream().map(p -> p.pointer() + " " + p.code()).toList();
  }

  @Test
  void pagesByOffset() {
    List<String> all = List.of("a", "b", "c", "d", "e");
    partner.always(
        asked -> {
          int from = Integer.parseInt(asked.get("skip"));
          String items =
              String.join(
                  ",", all.stream().skip(from).limit(2).map(id -> "{'id':'" + id + "'}").toList());
          return Said.fine("{'rows':[" + items + "]}");
        });
    poll(
        "{'id':'list','items':'/rows','paging':{'by':'offset','size':2},'request':{'path':'/o',"
            + "'query':{'skip':{'expr':'input.offset'},'take':{'expr':'input.size'}}}}");
    assertThat(orders()).containsExactly("a", "b", "c", "d", "e");
    assertThat(partner.asked)
        .extracting(a -> a.get("skip") + "/" + a.get("take"))
        .containsExactly("0/2", "2/2", "4/2");
  }

  @Test
  void followsACursorAsLongAsThereIsMore() {
    partner.always(
        asked ->
            Said.fine(
                switch (asked.get("after")) {
                  case "begin" -> "{'rows':[{'id':'1'}],'next':7000000000000000001,'more':true}";
                  case "7000000000000000001" -> "{'rows':[],'next':'x:y','more':true}";
                  default -> "{'rows':[{'id':'2'}],'next':'x:y','more':false}";
                }));
    poll(
        "{'id':'list','items':'/rows','paging':{'by':'cursor','start':'begin','next':'/next','more':'/more'},"
            + "'request':{'path':'/o','query':{'after':{'expr':'input.cursor'}}}}");
    assertThat(partner.asked)
        .extracting(a -> a.get("after"))
        .containsExactly("begin", "7000000000000000001", "x:y");
    assertThat(orders()).containsExactly("1", "2");
    assertThat(state().problem()).isNull();
  }

  @Test
  void stopsWhereACursorLeadsBackToItself() {
    partner.always(asked -> Said.fine("{'rows':[{'id':'1'}],'next':'same','more':true}"));
    poll(
        "{'id':'list','items':'/rows','paging':{'by':'cursor','next':'/next','more':'/more'},"
            + "'request':{'path':'/o','query':{'after':{'expr':'input.cursor'}}}}");
    assertThat(partner.asked).hasSize(2);
    assertThat(state().problem()).extracting(Problem::code).isEqualTo("partner_goes_in_circles");
  }

  private static final String LINKED =
      "{'id':'list','items':'/rows','paging':{'by':'link','next':'/links/next'%s},'request':{'path':'/o','query':{'size':2}}}";

  @Test
  void followsLinksThatTheBodyGivesAndSaysAgainWhoCalls() {
    auth = "{'type':'api_key','in':'query','name':'key','key':{'secret':'shop'}}";
    partner.always(
        asked ->
            Said.fine(
                asked.get("p").isEmpty()
                    ? "{'rows':[{'id':'1'}],'links':{'next':'/v1/o?p=2&key=s3cret&tag=%C3%BC'}}"
                    : "{'rows':[{'id':'2'}],'links':{'next':null}}"));
    poll(LINKED.formatted(""));
    assertThat(orders()).containsExactly("1", "2");
    Asked second = partner.asked.getLast();
    assertThat(second.path()).isEqualTo("/v1/o");
    // as the link says, and not what the first request said
    assertThat(second.query()).isEqualTo(Map.of("p", "2", "key", "s3cret", "tag", "ü"));
  }

  @Test
  void keepsNoKeyThatALinkRepeats() {
    auth = "{'type':'api_key','in':'query','name':'key','key':{'secret':'shop'}}";
    partner.once(Said.fine("{'rows':[],'links':{'next':'/v1/o?p=2&key=s3cret'}}"));
    poll(LINKED.formatted(""));
    assertThat(partner.asked).hasSize(2);
    assertThat(state().problem()).isNotNull();
    assertThat(state().cursor()).isEqualTo("1:" + partner.url() + "/v1/o?p=2");
  }

  @Test
  void followsLinksOfTheHeader() {
    partner.always(
        asked ->
            asked.get("page").isEmpty()
                ? new Said(
                    200,
                    "{\"rows\":[{\"id\":\"1\"}]}",
                    Map.of(
                        "Link",
                        "</v1/o?page=1>; rel=\"prev\", </v1/o?page=2>; title=\"a, b\"; rel=\"next"
                            + " last\""))
                : Said.fine("{'rows':[{'id':'2'}]}"));
    poll(LINKED.replace(",'next':'/links/next'", "").formatted(""));
    assertThat(orders()).containsExactly("1", "2");
    assertThat(partner.asked.getLast().get("page")).isEqualTo("2");
  }

  @Test
  void goesToNoOtherHostUnlessItIsAllowed() {
    other.always(asked -> Said.fine("{'rows':[{'id':'2'}]}"));
    partner.always(
        asked -> Said.fine("{'rows':[{'id':'1'}],'links':{'next':'" + other.url() + "/x'}}"));
    poll(LINKED.formatted(""));
    assertThat(other.asked).isEmpty();
    assertThat(state().problem()).extracting(Problem::code).isEqualTo("next_link_refused");
    String port = other.url().substring(other.url().lastIndexOf(':'));
    hub.app.now = hub.app.now.plusSeconds(3600);
    poll(LINKED.formatted(",'hosts':['127.0.0.1" + port + "']"));
    assertThat(orders()).containsExactly("1", "2");
    assertThat(other.asked.getFirst().headers()).containsEntry("Authorization", "Bearer s3cret");
  }

  @Test
  void tellsWhatAWayOfPagingNeedsAndWhatItHasNot() {
    String request = "'request':{'path':'/o'}}";
    assertThat(wrong("{'id':'list','paging':{}," + request))
        .containsExactly("/operations/0/paging/size http_paging_needs");
    assertThat(wrong("{'id':'list','paging':{'by':'cursor','total':'/n'}," + request))
        .containsExactlyInAnyOrder(
            "/operations/0/paging/next http_paging_needs",
            "/operations/0/paging/total http_paging_has_no");
    assertThat(wrong("{'id':'list','paging':{'by':'link','start':'a'}," + request))
        .containsExactly("/operations/0/paging/start http_paging_has_no");
    assertThat(wrong("{'id':'list','detail':{'operation':'list'}," + request))
        .containsExactly("/operations/0/detail/operation operation_unknown");
  }

  private static final String IDS =
      "{'id':'list','items':'/ids','paging':{'by':'cursor','start':'','next':'/next_key','more':'/has_more'},"
          + "'detail':{'operation':'get','parallel':3},"
          + "'request':{'method':'post','path':'/ids','body':{'next_key':{'expr':'input.cursor'}}}},"
          + "{'id':'get','result':'/order','request':{'method':'post','path':'/order','body':{'order_id':{'expr':'input.id'}}}}";

  private static String id(Asked asked) {
    return asked.body().replaceAll("\\D", "");
  }

  @Test
  void asksForEachOfAListThatOnlyNamesThemAFewAtATime() {
    var busy = new AtomicInteger();
    var most = new AtomicInteger();
    // the first wait for each other, and a moment for one too many
    var three = new CountDownLatch(3);
    var four = new CountDownLatch(4);
    partner.alone(false);
    partner.always(
        asked -> {
          if (asked.path().endsWith("/ids")) {
            return Said.fine(
                asked.body().contains("k2")
                    ? "{'ids':['3720000000000000009'],'next_key':'','has_more':false}"
                    : "{'ids':['3720000000000000001','3720000000000000002','3720000000000000003','3720000000000000004','3720000000000000005'],'next_key':'k2','has_more':true}");
          }
          most.accumulateAndGet(busy.incrementAndGet(), Math::max);
          three.countDown();
          four.countDown();
          try {
            if (three.await(10, TimeUnit.SECONDS) && four.await(60, TimeUnit.MILLISECONDS)) {
              most.accumulateAndGet(busy.get(), Math::max);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          busy.decrementAndGet();
          return Said.fine("{'errcode':0,'order':{'id':'%s','note':'whole'}}".formatted(id(asked)));
        });
    poll(IDS);
    assertThat(orders()).hasSize(6).contains("3720000000000000001", "3720000000000000009");
    assertThat(hub.records("order")).extracting(r -> r.get("note")).containsOnly("whole");
    assertThat(most.get()).isEqualTo(3);
    assertThat(partner.asked.getFirst().body()).isEqualTo("{\"next_key\":\"\"}");
  }

  @Test
  void asksForThePageAgainWhenADetailCantBeHad() {
    var tries = new AtomicInteger();
    partner.always(
        asked -> {
          if (asked.path().endsWith("/ids")) {
            return Said.fine("{'ids':['1','2'],'has_more':false}");
          }
          return id(asked).equals("2") && tries.incrementAndGet() < 4
              ? new Said(503, "", Map.of())
              : Said.fine("{'order':{'id':'%s'}}".formatted(id(asked)));
        });
    poll(IDS);
    // each try of the page asks for it twice
    assertThat(tries.get()).isEqualTo(4);
    assertThat(orders()).containsExactly("1", "2");
  }

  @Test
  void losesNothingQuietlyWhenADetailIsEmpty() {
    partner.always(
        asked -> Said.fine(asked.path().endsWith("/ids") ? "{'ids':['1']}" : "{'errcode':0}"));
    poll(IDS);
    assertThat(state().problem()).extracting(Problem::code).isEqualTo("detail_empty");
  }

  @Test
  void readsTextsThatAreJson() {
    partner.always(
        asked ->
            Said.fine(
                "{'rows':[{'content':'{\\\\'id\\\\':6920011223344556601}'},{'content':'no JSON','id':'2'}],'plain':'[1'}"
                    .replace("\\\\'", "\\\"")));
    poll(
        "{'id':'list','unpack':['/rows/*/content','/plain','/absent'],'items':'/rows','request':{'path':'/o'}}");
    assertThat(hub.entries())
        .extracting(
            e ->
                new String(
                    Objects.requireNonNull(hub.entry(e.id()).body()), StandardCharsets.UTF_8))
        .contains(
            "{\"content\":{\"id\":6920011223344556601}}", "{\"content\":\"no JSON\",\"id\":\"2\"}");
  }
}
