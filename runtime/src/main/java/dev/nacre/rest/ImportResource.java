package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Forms;
import dev.nacre.record.transfer.CsvFormat;
import dev.nacre.record.transfer.FileFormat;
import dev.nacre.record.transfer.ImportEngine;
import dev.nacre.record.transfer.ImportSettings;
import dev.nacre.record.transfer.Job;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Imports files into forms. */
@Path(FormPath.FORM)
public final class ImportResource {
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private final Caller caller;
  private final ImportEngine imports;

  ImportResource(Caller caller, ImportEngine imports) {
    this.caller = caller;
    this.imports = imports;
  }

  /**
   * Starts an import; the body is the file.
   *
   * @param mapping column to field, as a JSON object; null means as last said of such a file, else
   *     guessed from ids and labels
   * @param key fields with commas by which records are found again
   * @param mode {@code create update upsert}; null means create without a key, upsert with one
   * @param dryRun whether everything is only tried
   * @param sheet of a workbook; null means the first
   * @param charset of a text; null means that it is found out
   * @param delimiter of a text, one character or {@code tab}; null means that it is found out
   * @param note why records are changed; kept in their history
   * @param header whether the first row names the columns; null means yes
   */
  @POST
  @Path("/records:import")
  @Consumes({"text/csv", "text/plain", "application/octet-stream", XLSX})
  public Response run(
      @PathParam("app") String app,
      @PathParam("form") String form,
      @QueryParam("mapping") @Nullable String mapping,
      @QueryParam("key") @Nullable String key,
      @QueryParam("mode") @Nullable String mode,
      @QueryParam("dryRun") @Nullable String dryRun,
      @QueryParam("sheet") @Nullable String sheet,
      @QueryParam("charset") @Nullable String charset,
      @QueryParam("delimiter") @Nullable String delimiter,
      @QueryParam("header") @Nullable String header,
      @QueryParam("name") @Nullable String name,
      @QueryParam("note") @Nullable String note,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
      InputStream body) {
    var who = caller.who();
    Forms forms = caller.forms(app);
    forms.get(form);
    boolean workbook = type != null && type.startsWith(XLSX);
    var csv =
        new CsvFormat(
            delimiter(delimiter),
            charset(charset),
            header == null || Parameters.flag("header", header));
    List<String> keys = List.copyOf(Parameters.list(key));
    var settings =
        new ImportSettings(
            mapping(mapping),
            keys,
            mode(mode, keys),
            Parameters.flag("dryRun", dryRun),
            new FileFormat(csv, sheet, workbook),
            Notes.read(note));
    Job job = imports.start(app, forms, form, body, name, settings, who);
    return JobResource.accepted(app, job, caller.locale());
  }

  private static ImportSettings.Mode mode(@Nullable String text, List<String> key) {
    if (text == null) {
      return key.isEmpty() ? ImportSettings.Mode.CREATE : ImportSettings.Mode.UPSERT;
    }
    return ImportSettings.Mode.byId(text)
        .orElseThrow(() -> Parameters.wrong("mode", text, "create, update, upsert"));
  }

  private static @Nullable Character delimiter(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String one = text.equals("tab") ? "\t" : text;
    if (one.length() != 1 || "\"\r\n".contains(one)) {
      throw Parameters.wrong("delimiter", text, ", ; | tab");
    }
    return one.charAt(0);
  }

  private static @Nullable Charset charset(@Nullable String text) {
    try {
      return text == null ? null : Charset.forName(text);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw Parameters.wrong("charset", text, "UTF-8, UTF-16, GB18030, Big5, windows-1252 …");
    }
  }

  private static Map<String, String> mapping(@Nullable String text) {
    var mapping = new LinkedHashMap<String, String>();
    if (text != null && !text.isBlank()) {
      JsonNode json = Json.read(text, new Problems());
      if (json == null || !json.isObject()) {
        throw Parameters.wrong("mapping", text, "{\"column\": \"field\"}");
      }
      json.properties().forEach(e -> mapping.put(e.getKey(), e.getValue().asText()));
    }
    return mapping;
  }
}
