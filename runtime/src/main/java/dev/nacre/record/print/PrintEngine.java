package dev.nacre.record.print;

import static dev.nacre.record.hold.Hold.State.HELD;
import static dev.nacre.record.hold.Hold.State.USED;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.file.FileStore;
import dev.nacre.record.hold.HoldViews;
import dev.nacre.record.hold.SeenHold;
import dev.nacre.security.Identity;
import io.quarkus.qute.TemplateException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jsoup.Jsoup;
import org.jsoup.helper.W3CDom;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Fills prints with records and lays them out as PDF. */
@Singleton
public final class PrintEngine {
  private static final Logger LOG = Logger.getLogger(PrintEngine.class);

  /** More records at once are refused. */
  public static final int MOST = 500;

  private static final String FONT = "Nacre Han";
  private static final String BASE =
      "body { font-family: Helvetica, '"
          + FONT
          + "'; font-size: 10pt; } .qr { width: 24mm; }"
          + " .bars { width: 60mm; height: 14mm; }"
          + " .picture { max-width: 60mm; max-height: 20mm; }";
  private static final int REMEMBERED = 100;

  private final PrintCompiler compiler;
  private final RecordEngine records;
  private final InstantSource clock;
  private final Function<String, Optional<InputStream>> pictures;
  private final @Nullable SheetMarks marks;
  private final @Nullable HoldViews holds;
  private final Map<Key, PrintTemplate> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, PrintTemplate> eldest) {
          return size() > REMEMBERED;
        }
      };

  static {
    XRLog.setLoggingEnabled(false);
  }

  private record Key(String schema, int version, String text) {}

  /** Prints these records, with the pictures that they hold. */
  @Inject
  PrintEngine(
      PrintCompiler compiler,
      RecordEngine records,
      InstantSource clock,
      FileStore files,
      SheetMarks marks,
      HoldViews holds) {
    this(compiler, records, clock, files::content, marks, holds);
  }

  /**
   * Prints these records.
   *
   * @param pictures what is in a file, by its id
   */
  public PrintEngine(
      PrintCompiler compiler,
      RecordEngine records,
      InstantSource clock,
      Function<String, Optional<InputStream>> pictures) {
    this(compiler, records, clock, pictures, null, null);
  }

  private PrintEngine(
      PrintCompiler compiler,
      RecordEngine records,
      InstantSource clock,
      Function<String, Optional<InputStream>> pictures,
      @Nullable SheetMarks marks,
      @Nullable HoldViews holds) {
    this.marks = marks;
    this.holds = holds;
    this.pictures = pictures;
    this.compiler = compiler;
    this.records = records;
    this.clock = clock;
  }

  /**
   * What became of one record.
   *
   * @param title what the record is called; empty when it isn't known to whoever prints
   * @param problem why it isn't on the paper; null when it is
   */
  public record Printed(UUID id, String title, @Nullable Problem problem) {}

  /** A document, and what became of each record. */
  public static final class Output {
    private final List<Printed> results;
    private final byte @Nullable [] pdf;

    Output(List<Printed> results, byte @Nullable [] pdf) {
      this.results = List.copyOf(results);
      this.pdf = pdf;
    }

    /** One result for each record, in order. */
    public List<Printed> results() {
      return results;
    }

    /** The document; null when no record could be printed. */
    public byte @Nullable [] pdf() {
      return pdf;
    }
  }

  /** The prints of a form, by id. */
  public List<PrintTemplate> of(Map<String, String> prints, Forms forms, String form) {
    return prints.entrySet().stream()
        .map(print -> template(print.getKey(), print.getValue(), forms))
        .flatMap(Optional::stream)
        .filter(template -> template.form().equals(form))
        .toList();
  }

  private Optional<PrintTemplate> template(String id, String text, Forms forms) {
    var key = new Key(forms.schema(), forms.version(), id + "\n" + text);
    synchronized (known) {
      PrintTemplate template = known.get(key);
      if (template == null) {
        template = compiler.compile(id, text, forms, new Problems());
        if (template != null) {
          known.put(key, template);
        }
      }
      return Optional.ofNullable(template);
    }
  }

  /**
   * Prints records, as somebody may see them; the ones that can't be printed are told.
   *
   * @param prints the app's, name to text
   * @throws NotFoundException when the form has no such print
   */
  public Output print(
      Map<String, String> prints,
      Forms forms,
      String form,
      String print,
      List<UUID> ids,
      Identity who,
      Locale locale) {
    PrintTemplate template =
        Optional.ofNullable(prints.get(print))
            .flatMap(text -> template(print, text, forms))
            .filter(found -> found.form().equals(form))
            .orElseThrow(
                () ->
                    NotFoundException.of(
                        "print_unknown",
                        print,
                        of(prints, forms, form).stream().map(PrintTemplate::id).toList()));
    var reader = new PrintRow.Reader(records, forms, who, locale, pictures);
    Set<String> links = links(forms.get(form));
    var results = new ArrayList<Printed>();
    Document all = null;
    for (UUID id : ids) {
      StoredRecord record = records.find(forms, form, id, links, who).orElse(null);
      if (record == null) {
        results.add(new Printed(id, "", Problem.at("", "record_unknown", id)));
        continue;
      }
      try {
        Document filled = Jsoup.parse(fill(template, reader, record));
        all = all == null ? first(filled) : more(all, filled);
        results.add(new Printed(id, title(reader, record), null));
      } catch (TemplateException | IllegalArgumentException e) {
        results.add(new Printed(id, title(reader, record), failed(e)));
      }
    }
    if (all == null) {
      return new Output(results, null);
    }
    try {
      return new Output(results, pdf(all));
    } catch (RuntimeException e) {
      // the layout gives up on some styles with whatever exception comes first
      LOG.warnf(e, "the print %s could not be laid out", print);
      Problem problem = failed(e);
      results.replaceAll(
          one -> one.problem() == null ? new Printed(one.id(), one.title(), problem) : one);
      return new Output(results, null);
    }
  }

  /** What the record is called by whoever may see so much of it; else its id. */
  private static String title(PrintRow.Reader reader, StoredRecord record) {
    String title = reader.row(record).toString();
    return title.isEmpty() ? record.id().toString() : title;
  }

  private static Problem failed(RuntimeException e) {
    return Problem.at(
        "", "print_failed", String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
  }

  private static Set<String> links(Form form) {
    var links = new LinkedHashSet<String>();
    for (Field field : form.fields()) {
      if (field.lines()) {
        Objects.requireNonNull(field.target()).fields().stream()
            .filter(inner -> inner.linked() != null)
            .forEach(inner -> links.add(field.id() + "." + inner.id()));
      } else if (field.linked() != null) {
        links.add(field.id());
      }
    }
    return links;
  }

  private String fill(PrintTemplate template, PrintRow.Reader reader, StoredRecord record) {
    Forms forms = reader.forms();
    String now =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm")
            .withZone(forms.zone())
            .format(clock.instant());
    var root =
        new PrintRoot(
            reader.row(record),
            forms.definition().title().in(reader.locale()),
            reader.who().name(),
            now,
            reader.locale().getLanguage().equals("zh"),
            marks == null ? "" : marks.address(forms, record),
            marks == null ? "" : marks.checksum(forms, record, reader.who()),
            () -> new PrintHolds(held(reader, record)));
    return template.template().instance().data(root).render();
  }

  /** What the record holds or has used up, in the order of what it is held of. */
  private List<PrintHold> held(PrintRow.Reader reader, StoredRecord record) {
    return holds == null
        ? List.of()
        : holds
            .by(reader.forms(), record.form().id(), record.id(), reader.who(), PrintEngine::links)
            .stream()
            .filter(one -> one.hold().state() == HELD || one.hold().state() == USED)
            .map(one -> held(reader, one))
            .sorted(Comparator.comparing(one -> one.record().toString()))
            .toList();
  }

  private static PrintHold held(PrintRow.Reader reader, SeenHold one) {
    StoredRecord other = one.other();
    StoredRecord lot = one.lot();
    String table = one.hold().pool().lots();
    Object line =
        other == null || lot == null || table == null
            ? ""
            : reader.line(other, other.form().field(table).orElseThrow(), lot);
    return new PrintHold(
        one.hold().pool().form(),
        other == null ? "" : reader.row(other),
        line,
        one.hold().quantity());
  }

  private static Document first(Document filled) {
    filled.head().prependElement("style").appendChild(new org.jsoup.nodes.DataNode(BASE));
    Element sheet = new Element("div").addClass("nacre-sheet");
    List.copyOf(filled.body().childNodes()).forEach(sheet::appendChild);
    filled.body().appendChild(sheet);
    return filled;
  }

  private static Document more(Document all, Document filled) {
    Element sheet = all.body().appendElement("div").attr("style", "page-break-before: always");
    List.copyOf(filled.body().childNodes()).forEach(sheet::appendChild);
    return all;
  }

  private static byte[] pdf(Document html) {
    var out = new ByteArrayOutputStream();
    var builder = new PdfRendererBuilder();
    builder.useFont(PrintEngine::font, FONT, 400, FontStyle.NORMAL, true);
    builder.useUriResolver(
        (base, uri) -> uri != null && uri.startsWith("data:image/") ? uri : null);
    builder.useExternalResourceAccessControl(
        (uri, type) -> uri != null && uri.startsWith("data:image/"),
        ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI);
    builder.useExternalResourceAccessControl(
        (uri, type) -> uri != null && uri.startsWith("data:image/"),
        ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI);
    builder.withW3cDocument(new W3CDom().fromJsoup(html), null);
    builder.toStream(out);
    try {
      builder.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static InputStream font() {
    return Objects.requireNonNull(
        PrintEngine.class.getResourceAsStream("/font/DroidSansFallbackFull.ttf"));
  }
}
