package dev.nacre.record;

import static dev.nacre.record.TestApp.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Messages;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Outcome.Status;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a field may be given depends on what it offers: options by rules, records by its filter. */
class OfferedTest {
  private final TestApp app = TestApp.of("offered");
  private final UUID near = app.create("city", "{'name':'Near','served':true}").id();
  private final UUID far = app.create("city", "{'name':'Far','served':false}").id();
  private final UUID open = warehouse("Open", true, near);
  private final UUID shut = warehouse("Shut", false, near);
  private final UUID remote = warehouse("Remote", true, far);

  private UUID warehouse(String name, boolean isOpen, UUID city) {
    return app.create(
            "warehouse", "{'name':'%s','open':%b,'city':'%s'}".formatted(name, isOpen, city))
        .id();
  }

  private Outcome order(String json) {
    return app.create("order", json);
  }

  private static String told(Outcome outcome, Locale locale) {
    Problem problem = outcome.problems().getFirst();
    return problem.pointer() + ": " + Messages.text(problem.code(), locale, problem.args());
  }

  @Test
  void refusesAnOptionThatARuleLeavesOut() {
    Outcome wrong = order("{'channel':'shop','carrier':'yto'}");
    assertThat(wrong.status()).isEqualTo(Status.INVALID);
    assertThat(told(wrong, Locale.ENGLISH)).startsWith("/carrier: Carrier may not be yto");
    assertThat(told(wrong, Locale.CHINESE)).contains("快递");

    assertThat(order("{'channel':'shop','carrier':'own'}").status()).isEqualTo(Status.CREATED);
    assertThat(order("{'channel':'web','carrier':'yto'}").status()).isEqualTo(Status.CREATED);
    assertThat(order("{'channel':'shop'}").status())
        .as("none is none too many")
        .isEqualTo(Status.CREATED);
  }

  @Test
  void refusesEachOfSeveralOptionsThatARuleLeavesOut() {
    Outcome wrong = order("{'channel':'shop','extras':['gift','cold']}");
    assertThat(wrong.problems()).extracting(Problem::pointer).containsExactly("/extras");
    assertThat(told(wrong, Locale.ENGLISH)).contains("cold");
  }

  @Test
  void leavesOnlyWhatEveryRuleAllows() {
    assertThat(order("{'channel':'shop','extras':['card'],'carrier':'own'}").status())
        .isEqualTo(Status.INVALID);
    assertThat(order("{'channel':'shop','extras':['card'],'carrier':'sf'}").status())
        .isEqualTo(Status.CREATED);
  }

  @Test
  void alsoHoldsWhenAnotherFieldMakesTheOptionWrong() {
    UUID id = order("{'channel':'web','carrier':'yto'}").id();
    Outcome changed = app.change("order", Change.update(id, null, json("{'channel':'shop'}")));
    assertThat(changed.problems()).extracting(Problem::code).containsExactly("choice_limited");
  }

  @Test
  void offersWhatIsLeftToWhoeverFillsTheRecord() {
    ObjectNode filled = json("{'channel':'shop','extras':['card']}");
    RecordEngine.Draft fresh =
        app.engine.preview(app.forms, "order", Optional.empty(), filled, TestApp.ADMIN);
    assertThat(fresh.offered()).containsOnlyKeys("carrier", "extras");
    assertThat(fresh.offered().get("carrier")).containsExactly("sf");

    UUID id = order("{'status':'paid'}").id();
    RecordEngine.Draft known =
        app.engine.preview(app.forms, "order", Optional.of(id), json("{}"), TestApp.ADMIN);
    assertThat(known.offered().get("status")).containsExactlyInAnyOrder("paid", "sent");
  }

  @Test
  void linksOnlyToWhatTheLinkOffers() {
    Outcome closed = order("{'warehouse':'%s'}".formatted(shut));
    assertThat(told(closed, Locale.ENGLISH)).startsWith("/warehouse: ");
    assertThat(closed.problems()).extracting(Problem::code).containsExactly("link_not_offered");
    assertThat(order("{'warehouse':'%s'}".formatted(remote)).status())
        .as("also by what the far record links to")
        .isEqualTo(Status.INVALID);
    assertThat(order("{'warehouse':'%s'}".formatted(open)).status()).isEqualTo(Status.CREATED);

    Outcome several = order("{'spares':['%s','%s','%s']}".formatted(open, shut, remote));
    assertThat(several.problems())
        .extracting(Problem::pointer)
        .containsExactly("/spares/1", "/spares/2");
    Outcome lines = order("{'lines':[{'from':'%s'},{'from':'%s'}]}".formatted(open, remote));
    assertThat(lines.problems()).extracting(Problem::pointer).containsExactly("/lines/1/from");
  }

  @Test
  void keepsALinkThatIsOfferedNoLonger() {
    UUID id = order("{'warehouse':'%s','spares':['%s']}".formatted(open, open)).id();
    app.change("warehouse", Change.update(open, null, json("{'open':false}")));
    Outcome kept =
        app.change(
            "order",
            Change.update(
                id,
                null,
                json("{'no':'7','warehouse':'%s','spares':['%s']}".formatted(open, open))));
    assertThat(kept.status()).isEqualTo(Status.UPDATED);
  }
}
