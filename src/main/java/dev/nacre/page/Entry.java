package dev.nacre.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Value;
import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.Field;
import dev.nacre.record.Origin;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.file.FileStore;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jboss.resteasy.reactive.server.multipart.FormValue;

/** Takes a record in, through the one write path, with the page's fields and no others. */
@Singleton
final class Entry {
  private static final int LONGEST = 10_000;
  private static final int FILES = 10;

  private final RecordEngine records;
  private final FileStore files;

  Entry(RecordEngine records, FileStore files) {
    this.records = records;
    this.files = files;
  }

  /**
   * What keeps the record from being taken in; empty when it has been. Files are kept only when
   * everything else can be read.
   */
  List<Problem> take(OpenPage open, Answered answers) {
    ObjectNode data = Json.MAPPER.createObjectNode();
    var problems = new Problems();
    List<Field> asked =
        open.page().fields().stream().map(id -> open.form().field(id).orElseThrow()).toList();
    asked.forEach(field -> read(open, field, answers, data, problems));
    if (problems.isEmpty()) {
      asked.stream()
          .filter(Input::takesFiles)
          .forEach(field -> keep(open, field, answers.files(field.id()), data, problems));
    }
    return problems.isEmpty() ? write(open, data) : problems.list();
  }

  private static void read(
      OpenPage open, Field field, Answered answers, ObjectNode data, Problems problems) {
    String pointer = "/" + field.id();
    String text = answers.text(field.id()).strip();
    boolean none = Input.takesFiles(field) ? answers.files(field.id()).isEmpty() : text.isEmpty();
    if (none && open.requires(field)) {
      problems.add(pointer, "required", field.definition().title().in(open.locale()));
    } else if (text.length() > LONGEST) {
      problems.add(pointer, "too_long", text.length(), LONGEST);
    } else if (!none && !Input.takesFiles(field)) {
      // the engine reads it again; here it is for telling everything at once
      var unused = field.readText(text, open.forms().zone(), pointer, problems);
      data.put(field.id(), text);
    }
  }

  private void keep(
      OpenPage open, Field field, List<FormValue> chosen, ObjectNode data, Problems problems) {
    String pointer = "/" + field.id();
    if (chosen.size() > FILES) {
      problems.add(pointer, "attachment_count", chosen.size(), FILES);
      return;
    }
    ArrayNode ids = Json.MAPPER.createArrayNode();
    for (FormValue file : chosen) {
      String type = file.getHeaders().getFirst("Content-Type");
      try (InputStream content = file.getFileItem().getInputStream()) {
        ids.add(files.add(open.forms(), file.getFileName(), type, content, open.who()).id());
      } catch (NacreException e) {
        e.problems().forEach(p -> problems.add(Problem.at(pointer, p.code(), p.args().toArray())));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    if (!ids.isEmpty()) {
      data.set(field.id(), ids);
    }
  }

  private List<Problem> write(OpenPage open, ObjectNode data) {
    open.page()
        .set()
        .forEach(
            (field, value) -> {
              if (value instanceof Value.Literal literal) {
                data.set(field, literal.json());
              }
            });
    var origin = new Origin(Origin.Kind.SCREEN, "page/" + open.page().id());
    Batch batch = Batch.one(open.page().form(), Change.create(data).asText(), open.who(), origin);
    return records.write(open.forms(), batch).getFirst().problems();
  }
}
