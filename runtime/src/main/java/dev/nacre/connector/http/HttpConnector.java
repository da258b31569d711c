package dev.nacre.connector.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.connector.CallKind;
import dev.nacre.connector.Consent;
import dev.nacre.connector.ConsentKind;
import dev.nacre.connector.Operation;
import dev.nacre.connector.PacedKind;
import dev.nacre.connector.Preparation;
import dev.nacre.event.Limits;
import dev.nacre.event.Limits.Breaker;
import dev.nacre.event.OutboxSender.Ceiling;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Value;
import dev.nacre.security.TokenStore;
import dev.nacre.security.egress.Egress;
import dev.nacre.security.egress.EgressRequest;
import dev.nacre.security.signing.Signature;
import dev.nacre.security.signing.Signature.Place;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.InetSocketAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calls HTTP services, and polls them. */
@Singleton
public final class HttpConnector
    implements CallKind<HttpConnector.Settings, HttpConnector.OperationSettings>,
        PacedKind<HttpConnector.Settings>,
        ConsentKind<HttpConnector.Settings> {
  private final Egress egress;
  private final TokenStore tokens;

  /** A kind that goes out there, and keeps tokens in that store. */
  public HttpConnector(Egress egress, TokenStore tokens) {
    this.egress = egress;
    this.tokens = tokens;
  }

  /**
   * Where the service is, and what is the same for all its calls.
   *
   * @param baseUrl begins every address
   * @param auth how it knows who calls; null means not at all
   * @param query parameters of every call
   * @param headers of every call
   * @param errors how it says that it didn't do it, beside the HTTP status
   * @param retry how often a page is tried
   * @param limits how much may be asked at a time; all of them hold
   * @param breaker when it is left alone for a while; null means after ten failures in a row
   * @param timeout for a whole call; null means 30 seconds
   * @param maxBytes a larger answer is refused; null means 8 MiB
   * @param zone of times that name none; null means the app's
   */
  public record Settings(
      @NotEmpty String baseUrl,
      @Nullable Auth auth,
      @Nullable Map<String, JsonNode> query,
      @Nullable Map<String, JsonNode> headers,
      @Nullable Errors errors,
      @Nullable Retry retry,
      @Nullable List<Limit> limits,
      @Nullable BreakerSettings breaker,
      @Nullable Duration timeout,
      @Min(1) @Max(67_108_864) @Nullable Integer maxBytes,
      @Nullable String zone) {}

  /**
   * How a service knows who calls.
   *
   * @param user of {@code basic}; the client's id of {@link AuthType#OAUTH2}
   * @param key the password, the token, the API key, the client's secret of {@link
   *     AuthType#OAUTH2}, or the secret that is signed with
   * @param in where an API key or a token goes; null means a header
   * @param name of the header or parameter of an API key or a token; null means {@code X-Api-Key},
   *     and for a token {@code Authorization}, where it stands after {@code Bearer}
   * @param oauth of {@link AuthType#OAUTH2}
   * @param token of {@code token}
   * @param signature of {@code signed}; a {@code token} may have one, too, which signs calls and
   *     what is asked for tokens alike
   * @param further signatures, made in this order after the first
   */
  public record Auth(
      @NotNull AuthType type,
      @Nullable String user,
      @Nullable SecretName key,
      @Nullable Place in,
      @Nullable String name,
      @Nullable OAuth oauth,
      @Nullable TokenSettings token,
      @Nullable Signature signature,
      @Nullable List<Further> further) {}

  /** The ways there are. */
  public enum AuthType {
    NONE,
    BASIC,
    BEARER,
    API_KEY,
    SIGNED,
    /** A token that the service gives to who knows a secret, by RFC 6749 (4.4 and 6). */
    OAUTH2,
    /** A token that is had by calls of the service's own making. */
    TOKEN
  }

  /**
   * Where a token is had.
   *
   * @param grant on whose behalf; null means on the client's own
   * @param authorizeUrl the page where somebody gives leave; of {@link Grant#AUTHORIZATION_CODE}
   * @param tokenUrl the whole address
   * @param scope what it is to be good for; null means what the service sees fit
   * @param client where the client says who it is; null means in the form
   * @param parameters further ones, such as {@code audience}
   * @param page further ones of the page, such as {@code access_type}
   */
  public record OAuth(
      @Nullable Grant grant,
      @Nullable String authorizeUrl,
      @NotEmpty String tokenUrl,
      @Nullable String scope,
      @Nullable ClientIn client,
      @Nullable Map<String, JsonNode> parameters,
      @Nullable Map<String, JsonNode> page) {}

  /** On whose behalf a token is asked for. */
  public enum Grant {
    /** The client's own, by RFC 6749, 4.4. */
    CLIENT_CREDENTIALS,
    /** Of somebody who gives leave at the service's page, by RFC 6749, 4.1, and RFC 7636. */
    AUTHORIZATION_CODE
  }

  /** Where a client says who it is when it asks for a token. */
  public enum ClientIn {
    FORM,
    /** By HTTP Basic. */
    HEADER
  }

  /**
   * How a token is had.
   *
   * @param page where somebody gives leave first; null means that nobody has to
   * @param ask asks for one; after the page, templates see {@code input.code}, {@code
   *     input.redirect} and {@code input.verifier}
   * @param renew asks for the next; templates see {@code input.renewal}; null means like the first
   * @param value pointer to the token in the answer; null means {@code /access_token}
   * @param renewal pointer to what the next is had for; null means {@code /refresh_token}
   * @param lasts pointer to the seconds that it lasts, or to the second since 1970 in which it
   *     ends; null means {@code /expires_in}; one that isn't there lasts until it is refused
   */
  public record TokenSettings(
      @Nullable Page page,
      @NotNull TokenCall ask,
      @Nullable TokenCall renew,
      @Nullable String value,
      @Nullable String renewal,
      @Nullable String lasts) {}

  /**
   * Where somebody gives leave.
   *
   * @param url the whole address, without parameters
   * @param query its parameters; templates see {@code input.redirect}, {@code input.state} and
   *     {@code input.challenge}
   */
  public record Page(@NotEmpty String url, @Nullable Map<String, JsonNode> query) {}

  /** A call that gives a token; its answers say no as all others do. */
  public record TokenCall(@NotNull Request request) {}

  /** A secret by its name, set apart from the definition. */
  public record SecretName(@NotEmpty @Pattern(regexp = "[a-z][a-z0-9_]{0,39}") String secret) {}

  /**
   * A further signature of the same call.
   *
   * @param key the secret that is signed with; null means that of the first
   */
  public record Further(@Nullable SecretName key, @NotNull Signature signature) {}

  /**
   * How an answer says that something wasn't done. Rules are asked first, in their order; then the
   * code of the body; then the HTTP status.
   *
   * @param code pointer to a code; without {@code ok}, any code there is an error
   * @param ok codes that mean that all is well
   * @param detail pointer to a finer code
   * @param message pointer to a text for people
   * @param retry codes, finer ones too, that may pass; {@code isp.*} means all that begin so
   * @param waitSeconds pointer to a text with the seconds to wait in it: who says so is throttling
   * @param rules what answers mean, where that isn't enough
   */
  public record Errors(
      @Nullable String code,
      @Nullable List<String> ok,
      @Nullable String detail,
      @Nullable String message,
      @Nullable List<String> retry,
      @Nullable String waitSeconds,
      @Nullable List<Rule> rules) {}

  /**
   * What some answers mean. All that is written of status, code and condition has to hold.
   *
   * @param status such as {@code 404} or {@code 5xx}
   * @param code codes of the body, finer ones too; {@code isp.*} means all that begin so
   * @param when a formula over {@code answer}, the body unpacked
   * @param rest how long; null means as long as the answer says, or else a minute
   * @param until a time of day in the connector's zone, such as {@code 00:00}, to rest until
   */
  public record Rule(
      @Nullable List<String> status,
      @Nullable List<String> code,
      @Nullable Value when,
      @NotNull Meaning is,
      @Nullable Duration rest,
      @Nullable @Pattern(regexp = "([01][0-9]|2[0-3]):[0-5][0-9]") String until) {}

  /** What an answer means. */
  public enum Meaning {
    /** It was done. */
    OK,
    /** There is no such thing, and that is fine. */
    NOTHING,
    /** It wasn't done; the same may succeed later. */
    LATER,
    /** Too much was asked: the whole connector rests. */
    THROTTLE,
    /** Nobody knows whether it was done. */
    UNSURE,
    /** The token isn't good any more: the next is had, and the same asked once more. */
    RENEW,
    /** It wasn't done, and the same will fail again. */
    NEVER
  }

  /**
   * How a page is tried again within a run.
   *
   * @param tries null means three
   * @param pause before the second try, doubled before each further one; null means a second
   */
  public record Retry(@Min(1) @Max(10) @Nullable Integer tries, @Nullable Duration pause) {}

  /**
   * So many within any such time, by all nodes, polls and what goes out together.
   *
   * @param within at most an hour
   */
  public record Limit(@NotNull @Min(1) @Max(1_000) Integer most, @NotNull Duration within) {}

  /**
   * When a service that fails is left alone.
   *
   * @param failures so many in a row; null means ten, 0 means never for that
   * @param share so many of a hundred; null means never for that
   * @param of among so many last requests; null means twenty
   * @param rest before one request finds out whether it works again; null means 30 seconds
   */
  public record BreakerSettings(
      @Min(0) @Max(1_000) @Nullable Integer failures,
      @Min(1) @Max(100) @Nullable Integer share,
      @Min(2) @Max(1_000) @Nullable Integer of,
      @Nullable Duration rest) {
    private static final BreakerSettings USUAL = new BreakerSettings(null, null, null, null);

    private Breaker breaker() {
      return new Breaker(
          failures == null ? 10 : failures,
          share,
          of == null ? 20 : of,
          rest == null ? Duration.ofSeconds(30) : rest);
    }
  }

  /**
   * One call.
   *
   * @param unpack pointers to texts in the answer that are JSON themselves; {@code *} stands for
   *     every element
   * @param result pointer to what a call gives; null means the whole answer
   * @param items pointer to the payloads in the answer; null means {@code result}
   * @param paging null means that there is one page
   * @param detail how each payload is asked for, where the list names them only
   * @param window null means that each run brings everything
   */
  public record OperationSettings(
      @NotNull Request request,
      @Nullable List<String> unpack,
      @Nullable String result,
      @Nullable String items,
      @Nullable Paging paging,
      @Nullable Detail detail,
      @Nullable WindowSettings window) {}

  /**
   * What is sent.
   *
   * @param method null means GET, or POST where there is a form or a body
   * @param path after the base; {@code {name}} is filled in from the input
   * @param form parameters of the body, as a web form sends them
   * @param body JSON
   */
  public record Request(
      @Nullable Method method,
      @Nullable String path,
      @Nullable Map<String, JsonNode> query,
      @Nullable Map<String, JsonNode> headers,
      @Nullable Map<String, JsonNode> form,
      @Nullable JsonNode body) {}

  /** The methods there are. */
  public enum Method {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE
  }

  /**
   * How a list comes in pages.
   *
   * @param by null means {@code page}
   * @param size payloads of a page, for page and offset
   * @param first number of the first page, or offset of the first payload; null means 1, and 0
   * @param total pointer to the number of all payloads
   * @param more pointer to whether there are more pages
   * @param next pointer to the cursor or link of the following page; of links null means the {@code
   *     Link} header
   * @param start cursor of the first page; null means none
   * @param hosts that a link may lead to beside the connector's own; they are told who calls, too
   * @param backwards from the last page to the first, so that nothing slips by while orders change
   * @param most pages at most; null means 1000
   */
  public record Paging(
      @Nullable PageBy by,
      @Min(1) @Max(10_000) @Nullable Integer size,
      @Min(0) @Max(1) @Nullable Integer first,
      @Nullable String total,
      @Nullable String more,
      @Nullable String next,
      @Nullable String start,
      @Nullable List<String> hosts,
      @Nullable Boolean backwards,
      @Min(1) @Max(100_000) @Nullable Integer most) {

    PageBy how() {
      return by == null ? PageBy.PAGE : by;
    }

    int limit() {
      return most == null ? 1_000 : most;
    }
  }

  /** How the following page is named. */
  public enum PageBy {
    /** By its number; templates see {@code input.page} and {@code input.size}. */
    PAGE,
    /** By how much stands before it; templates see {@code input.offset} and {@code input.size}. */
    OFFSET,
    /** By what the answer says; templates see {@code input.cursor}. */
    CURSOR,
    /** By an address that the answer gives. */
    LINK
  }

  /**
   * One call for each payload of a list that only names them.
   *
   * @param operation of the same connector; its {@code result} is the payload
   * @param id pointer to what names it in the list; null means the element itself
   * @param as what that operation sees it as, in its input; null means {@code id}
   * @param parallel so many are asked for at a time; null means 4
   */
  public record Detail(
      @NotEmpty String operation,
      @Nullable String id,
      @Nullable String as,
      @Min(1) @Max(16) @Nullable Integer parallel) {}

  /**
   * Windows of time; templates see {@code input.since} and {@code input.until}.
   *
   * @param format as of {@link Signature.Timestamp}; null means {@code iso}
   * @param span the widest window; null means a day
   * @param lag what is younger isn't asked for yet; null means nothing
   */
  public record WindowSettings(
      @Nullable String format, @Nullable Duration span, @Nullable Duration lag) {}

  @Override
  public String id() {
    return "http";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public Class<OperationSettings> operation() {
    return OperationSettings.class;
  }

  @Override
  public void check(Settings settings, String pointer, Problems problems) {
    new SettingsCheck(settings, pointer, problems).check();
  }

  @Override
  public List<InetSocketAddress> partners(Settings settings) {
    OAuth oauth = settings.auth() == null ? null : settings.auth().oauth();
    return Stream.of(settings.baseUrl(), oauth == null ? null : oauth.tokenUrl())
        .filter(Objects::nonNull)
        .flatMap(address -> EgressRequest.partner(address).stream())
        .distinct()
        .toList();
  }

  @Override
  public Limits limits(Settings settings) {
    List<Ceiling> ceilings =
        settings.limits() == null
            ? List.of()
            : settings.limits().stream()
                .map(limit -> new Ceiling(limit.most(), limit.within()))
                .toList();
    BreakerSettings breaker =
        settings.breaker() == null ? BreakerSettings.USUAL : settings.breaker();
    return new Limits(ceilings, breaker.breaker());
  }

  @Override
  public ZoneId zone(Settings settings, ZoneId app) {
    try {
      return settings.zone() == null ? app : ZoneId.of(settings.zone());
    } catch (DateTimeException e) {
      return app; // told by the check
    }
  }

  @Override
  public @Nullable Consent consent(Settings settings, Preparation preparation) {
    return new TokenCompiler(egress, tokens, settings, preparation).consent();
  }

  @Override
  public @Nullable Operation prepare(
      Settings settings, OperationSettings operation, Preparation preparation) {
    if (operation.request() == null) {
      return null; // told by the schema
    }
    int before = preparation.problems().list().size();
    RequestPlan request = RequestPlan.of(settings, operation.request(), preparation);
    var answer = AnswerPlan.of(settings, operation, preparation);
    var paging = PagingPlan.of(settings, operation, preparation);
    Details details = Details.of(operation.detail(), preparation);
    TokenSource token = new TokenCompiler(egress, tokens, settings, preparation).compile();
    return preparation.problems().list().size() > before
        ? null
        : new HttpOperation(egress, settings, request, answer, paging, details, token);
  }
}
