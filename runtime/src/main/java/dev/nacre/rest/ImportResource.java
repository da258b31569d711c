package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Forms;
import dev.nacre.record.transfer.CsvFormat;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Imports files into forms. */
@Path("/api/v1")
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
   * @param mapping column to field, as a JSON object; null means guessed from ids and labels
   * @param key fields with commas by which records are found again and updated; null means that
   *     each row makes a record
   */
  @POST
  @Path("/apps/{app}/forms/{form}/records:import")
  @Consumes({"text/csv", "text/plain", "application/octet-stream", XLSX})
  public Response run(
      @PathParam("app") String app,
      @PathParam("form") String form,
      @QueryParam("mapping") @Nullable String mapping,
      @QueryParam("key") @Nullable String key,
      @QueryParam("name") @Nullable String name,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
      InputStream body) {
    var who = caller.who();
    Forms forms = caller.forms(app);
    forms.get(form);
    if (type != null && type.startsWith(XLSX)) {
      throw new RequestException(501, List.of(Problem.at("", "import_xlsx_later")));
    }
    var settings =
        new ImportSettings(
            mapping(mapping), List.copyOf(Parameters.list(key)), CsvFormat.AUTOMATIC);
    Job job = imports.start(app, forms, form, body, name, settings, who);
    return JobResource.accepted(app, job, caller.locale());
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
