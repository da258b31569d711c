package dev.nacre.connector.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.connector.TestCalls;
import dev.nacre.event.OutboxEntry;
import dev.nacre.event.OutboxFilter;
import dev.nacre.event.OutboxState;
import dev.nacre.metadata.Problem;
import dev.nacre.security.egress.Egress;
import dev.nacre.security.egress.EgressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RobotTest {
  private final Egress egress =
      new Egress(new EgressPolicy("127.0.0.1/32", List.of(), InetAddress::getAllByName));
  private final TestCalls calls = new TestCalls(new MessageConnector(egress));
  private final RobotSimulator robots = new RobotSimulator(calls.clock);

  RobotTest() throws IOException {
    calls.secrets.put("key", RobotSimulator.KEY);
    calls.secrets.put("sign", RobotSimulator.SECRET);
  }

  @AfterEach
  void close() throws IOException {
    robots.close();
    egress.close();
  }

  private void wecom(String format) {
    calls.publish(
        "{'id':'group','kind':'message','settings':{'robot':'wecom','key':{'secret':'key'},'url':'"
            + robots.wecom()
            + "'},'operations':[{'id':'send','format':'"
            + format
            + "'}]}");
  }

  private void dingtalk(String format) {
    calls.publish(
        "{'id':'group','kind':'message','settings':{'robot':'dingtalk','key':{'secret':'key'},"
            + "'sign':{'secret':'sign'},'url':'"
            + robots.dingtalk()
            + "'},'operations':[{'id':'send','format':'"
            + format
            + "'}]}");
  }

  @Test
  void sendsTextToWeComAndMentionsPeople() {
    wecom("text");
    calls.say(
        "group",
        "{'title':{'en':'Paid','zh':'已付'},'text':'今日待发 12 单',"
            + "'recipients':['13800001111','@all'],'link':'https://n.example/app/x'}");
    calls.work();
    assertThat(robots.messages())
        .singleElement()
        .satisfies(
            body -> {
              assertThat(body.path("msgtype").asText()).isEqualTo("text");
              assertThat(body.at("/text/content").asText())
                  .isEqualTo("已付\n今日待发 12 单\nhttps://n.example/app/x");
              assertThat(body.at("/text/mentioned_mobile_list/0").asText())
                  .isEqualTo("13800001111");
              assertThat(body.at("/text/mentioned_list/0").asText()).isEqualTo("@all");
            });
    assertThat(calls.last().state()).isEqualTo(OutboxState.SENT);
  }

  @Test
  void signsForDingTalkAndMentionsInTheMarkdown() {
    dingtalk("markdown");
    calls.say("group", "{'title':'日报','text':'12 单','recipients':['13800001111']}");
    calls.work();
    assertThat(robots.messages())
        .singleElement()
        .satisfies(
            body -> {
              assertThat(body.at("/markdown/title").asText()).isEqualTo("日报");
              assertThat(body.at("/markdown/text").asText())
                  .isEqualTo("#### 日报\n\n12 单\n\n@13800001111");
              assertThat(body.at("/at/isAtAll").asBoolean()).isFalse();
            });
  }

  private void lark() {
    calls.publish(
        "{'id':'group','kind':'message','settings':{'robot':'lark','key':{'secret':'key'},"
            + "'sign':{'secret':'sign'},'url':'"
            + robots.lark()
            + "'},'operations':[{'id':'send','format':'text'}]}");
  }

  @Test
  void signsForFeishuInTheBody() {
    lark();
    calls.say("group", "{'title':'日报','text':'12 单','link':'https://n.example/app/x'}");
    calls.work();
    assertThat(robots.messages())
        .singleElement()
        .satisfies(
            body -> {
              assertThat(body.path("msg_type").asText()).isEqualTo("text");
              assertThat(body.at("/content/text").asText())
                  .isEqualTo("日报\n12 单\nhttps://n.example/app/x");
            });
    assertThat(calls.last().state()).isEqualTo(OutboxState.SENT);

    calls.secrets.put("sign", "wrong");
    calls.say("group", "{'text':'hello'}");
    calls.work();
    assertThat(calls.last().state()).isEqualTo(OutboxState.DEAD);
    assertThat(calls.last().problems().getFirst().message(Locale.ENGLISH))
        .contains("19021", "sign match fail");
  }

  @Test
  void explainsAWrongSecretThatCameWithStatus200() {
    calls.secrets.put("sign", "SECwrong");
    dingtalk("text");
    calls.say("group", "{'text':'hello'}");
    calls.work();
    assertThat(calls.last().state()).isEqualTo(OutboxState.DEAD);
    Problem why = calls.last().problems().getFirst();
    assertThat(why.code()).isEqualTo("robot_says_no");
    assertThat(why.message(Locale.ENGLISH)).contains("310000", "sign not match");
    assertThat(why.hint(Locale.CHINESE)).contains("密钥");
    calls.secrets.put("sign", RobotSimulator.SECRET);
    calls.store.replay("hub", calls.last().id(), dev.nacre.record.TestApp.ADMIN);
    calls.work();
    assertThat(robots.messages()).hasSize(1);
  }

  @Test
  void saysThatASecretWasNeverSet() {
    calls.secrets.remove("key");
    wecom("text");
    calls.say("group", "{'text':'hello'}");
    calls.work();
    assertThat(calls.last().problems()).extracting(Problem::code).containsExactly("secret_not_set");
  }

  @Test
  void sendsTwentyAMinuteAndLosesNone() {
    wecom("text");
    for (int i = 0; i < 45; i++) {
      calls.say("group", "{'text':'m" + i + "'}");
    }
    calls.work();
    assertThat(robots.messages()).hasSize(20);
    assertThat(calls.store.states("hub"))
        .containsEntry(OutboxState.PENDING, 25L)
        .doesNotContainKey(OutboxState.DEAD);
    calls.app.now = calls.app.now.plusSeconds(61);
    calls.work();
    calls.app.now = calls.app.now.plusSeconds(61);
    calls.work();
    assertThat(robots.messages().stream().map(m -> m.at("/text/content").asText()).distinct())
        .hasSize(45);
  }

  @Test
  void restsWhenTheRobotIsUsedByOthersToo() {
    dingtalk("text");
    for (int i = 0; i < 15; i++) {
      calls.say("group", "{'text':'m" + i + "'}");
    }
    calls.work();
    calls.app.now = calls.app.now.plusSeconds(1);
    calls.publish(
        "{'id':'other','kind':'message','settings':{'robot':'dingtalk','key':{'secret':'key'},"
            + "'sign':{'secret':'sign'},'url':'"
            + robots.dingtalk()
            + "'},'operations':[{'id':'send'}]}");
    for (int i = 0; i < 15; i++) {
      calls.say("other", "{'text':'o" + i + "'}");
    }
    calls.work();
    assertThat(robots.messages()).hasSize(20);
    // which of them were too many is up to the order in which they came through
    assertThat(calls.store.list(OutboxFilter.of("hub")))
        .flatExtracting(OutboxEntry::problems)
        .extracting(Problem::code)
        .contains("robot_too_fast");
    calls.app.now = calls.app.now.plus(Duration.ofMinutes(11));
    calls.work();
    assertThat(robots.messages()).hasSize(30);
  }

  @Test
  void cutsALongTextBetweenCharactersAndKeepsTheLink() {
    wecom("markdown");
    calls.say(
        "group", "{'title':'T','text':'" + "订😀".repeat(900) + "','link':'https://n.example/a'}");
    calls.work();
    JsonNode body = robots.messages().getFirst();
    assertThat(body.at("/markdown/content").asText())
        .startsWith("**T**\n订😀")
        .contains("…\n")
        .endsWith("(https://n.example/a)")
        .doesNotContain("\uFFFD");
  }

  @Test
  void refusesToReachAPrivateAddress() {
    calls.publish(
        "{'id':'group','kind':'message','settings':{'robot':'wecom','key':{'secret':'key'},"
            + "'url':'http://10.0.0.1/send'},'operations':[{'id':'send'}]}");
    calls.say("group", "{'text':'hello'}");
    calls.work();
    assertThat(calls.last().problems()).extracting(Problem::code).containsExactly("egress_refused");
    assertThat(calls.last().state()).isEqualTo(OutboxState.DEAD);
  }

  @Test
  void saysWhatIsWrongWithADefinition() {
    var problems =
        calls.check(
            "{'id':'x','kind':'message','settings':{'robot':'wechat','key':{'secret':'key'},"
                + "'url':'ftp://x'},'operations':[{'id':'send'}]}");
    assertThat(problems.list())
        .extracting(Problem::code)
        .containsExactly("robot_unknown", "robot_url_invalid");
    assertThat(
            calls
                .check(
                    "{'id':'x','kind':'message','settings':{'robot':'wecom','key':{'secret':'key'}},"
                        + "'operations':[{'id':'send','format':'card'}]}")
                .list())
        .extracting(Problem::code)
        .containsExactly("robot_format_unknown");
  }
}
