package dev.nacre.page;

import dev.nacre.app.Apps;
import dev.nacre.app.PageLinks;
import dev.nacre.metadata.PageDefinition;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Field;
import dev.nacre.record.StoredRecord;
import dev.nacre.rest.Languages;
import io.quarkus.qute.Engine;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;
import org.jspecify.annotations.Nullable;

/** {@code /p/{token}}: a public page. There is no session, so no other site can misuse one. */
@Path("/p")
public final class PublicPages {
  /** An input that people don't see; whoever fills it in is a program. */
  static final String TRAP = "website";

  /** Every answer to a look-up takes at least so long, whatever was found. */
  private static final long AT_LEAST_NANOS = 250_000_000L;

  private final PageLinks links;
  private final Apps apps;
  private final Engine templates;
  private final Lookup lookup;
  private final Entry entry;
  private final Throttle throttle;

  PublicPages(
      PageLinks links, Apps apps, Engine templates, Lookup lookup, Entry entry, Throttle throttle) {
    this.links = links;
    this.apps = apps;
    this.templates = templates;
    this.lookup = lookup;
    this.entry = entry;
    this.throttle = throttle;
  }

  /** The page; what the address says of its fields stands in the inputs already. */
  @GET
  @Path("/{token}")
  public Response show(
      @PathParam("token") String token,
      @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String languages,
      @Context UriInfo address) {
    Locale locale = Languages.of(languages);
    return open(token, locale)
        .map(
            page ->
                answer(200, asking(page, Answered.of(address.getQueryParameters()), List.of(), "")))
        .orElseGet(() -> gone(locale));
  }

  /** What somebody answered. */
  @POST
  @Path("/{token}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response answered(
      @PathParam("token") String token,
      @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String languages,
      @Context HttpServerRequest request,
      MultivaluedMap<String, String> form) {
    return answered(token, Languages.of(languages), request, Answered.of(form));
  }

  /** The same, with files. */
  @POST
  @Path("/{token}")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public Response answered(
      @PathParam("token") String token,
      @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) @Nullable String languages,
      @Context HttpServerRequest request,
      MultipartFormDataInput form) {
    return answered(token, Languages.of(languages), request, Answered.of(form));
  }

  private Response answered(
      String token, Locale locale, HttpServerRequest request, Answered answers) {
    OpenPage page = open(token, locale).orElse(null);
    if (page == null) {
      return gone(locale);
    }
    String address = String.valueOf(request.remoteAddress().hostAddress());
    if (!throttle.admits(page.link().id().toString(), address)) {
      return answer(429, asking(page, answers, List.of(), PageWords.of(locale, "slow")));
    }
    if (!page.page().looksUp() && !answers.text(TRAP).isEmpty()) {
      return done(page);
    }
    Scanned scanned = Scanned.of(answers, asked(page));
    if (!scanned.problems().isEmpty()) {
      return answer(422, asking(page, scanned.answers(), scanned.problems(), ""));
    }
    return page.page().looksUp()
        ? lookedUp(page, scanned.answers())
        : taken(page, scanned.answers());
  }

  private static List<Field> asked(OpenPage page) {
    PageDefinition definition = page.page();
    return (definition.looksUp() ? definition.ask() : definition.fields())
        .stream().map(id -> page.form().field(id).orElseThrow()).toList();
  }

  private Optional<OpenPage> open(String token, Locale locale) {
    return links
        .open(token)
        .flatMap(
            link ->
                apps.find(link.app())
                    .flatMap(
                        app -> {
                          PageDefinition page = app.documents().pages().get(link.page());
                          return page == null
                              ? Optional.empty()
                              : Optional.of(
                                  new OpenPage(
                                      link, page, app.documents().app(), app.forms(), locale));
                        }));
  }

  private Response lookedUp(OpenPage page, Answered answers) {
    long begun = System.nanoTime();
    var found = lookup.find(page, answers.texts());
    TemplateInstance shown =
        found
            .map(record -> template("page/found", page).data("told", told(page, record)))
            .orElseGet(
                () -> asking(page, answers, List.of(), PageWords.of(page.locale(), "unknown")));
    Response response = answer(200, shown);
    linger(begun);
    return response;
  }

  /** The countdown stands right behind what matters most. */
  private List<Told> told(OpenPage page, StoredRecord record) {
    var told = new ArrayList<>(lookup.tell(page, record));
    lookup
        .countdown(page, record)
        .ifPresent(left -> told.add(!told.isEmpty() && told.getFirst().strong() ? 1 : 0, left));
    return told;
  }

  /** How long it took must not tell what was found. */
  private static void linger(long begun) {
    long left = AT_LEAST_NANOS - (System.nanoTime() - begun);
    if (left > 0) {
      try {
        Thread.sleep(java.time.Duration.ofNanos(left));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Response taken(OpenPage page, Answered answers) {
    List<Problem> problems = entry.take(page, answers);
    return problems.isEmpty() ? done(page) : answer(422, asking(page, answers, problems, ""));
  }

  private Response done(OpenPage page) {
    String done =
        page.page().done() == null
            ? PageWords.of(page.locale(), "done")
            : page.page().done().in(page.locale());
    return answer(200, template("page/done", page).data("done", done));
  }

  private TemplateInstance asking(
      OpenPage page, Answered answers, List<Problem> problems, String notice) {
    var inputs = new ArrayList<Input>();
    var placed = new ArrayList<Problem>();
    for (Field field : asked(page)) {
      String id = field.id();
      var wrong = new StringBuilder();
      for (Problem problem : problems) {
        if (problem.pointer().equals("/" + id) || problem.pointer().startsWith("/" + id + "/")) {
          wrong.append(problem.message(page.locale())).append(' ');
          placed.add(problem);
        }
      }
      Input input = Input.of(field, answers.text(id), wrong.toString().strip(), page.locale());
      inputs.add(page.page().looksUp() || page.requires(field) ? input.needed() : input);
    }
    String rest =
        problems.stream()
            .filter(problem -> !placed.contains(problem))
            .map(problem -> problem.message(page.locale()))
            .reduce(notice, (a, b) -> a.isEmpty() ? b : a + " " + b);
    return template("page/ask", page)
        .data("inputs", inputs)
        .data("files", inputs.stream().anyMatch(Input::sendsFiles))
        .data("scans", inputs.stream().anyMatch(input -> !input.scan().isEmpty()))
        .data("signs", inputs.stream().anyMatch(Input::drawn))
        .data("notice", rest)
        .data("trap", TRAP)
        .data("lookup", page.page().looksUp());
  }

  private TemplateInstance template(String name, OpenPage page) {
    PageDefinition definition = page.page();
    return texts(name, page.locale())
        .data("title", definition.title().in(page.locale()))
        .data("app", page.app().title().in(page.locale()))
        .data("intro", definition.intro() == null ? "" : definition.intro().in(page.locale()));
  }

  private TemplateInstance texts(String name, Locale locale) {
    return templates
        .getTemplate(name)
        .data("t", PageWords.all(locale))
        .data("lang", locale.getLanguage().equals("zh") ? "zh-CN" : "en");
  }

  /** The same for a link that was guessed, has expired or was revoked. */
  private Response gone(Locale locale) {
    return answer(
        404,
        texts("page/gone", locale)
            .data("title", PageWords.of(locale, "gone"))
            .data("app", "Nacre"));
  }

  private static Response answer(int status, TemplateInstance page) {
    return Response.status(status)
        .type("text/html;charset=UTF-8")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("X-Robots-Tag", "noindex")
        .header("Referrer-Policy", "no-referrer")
        .header("X-Content-Type-Options", "nosniff")
        .header(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                + " form-action 'self';"
                + " frame-ancestors 'none'; base-uri 'none'")
        .entity(page.render())
        .build();
  }
}
