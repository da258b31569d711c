package dev.nacre.page;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Field;
import dev.nacre.record.file.CodeReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jboss.resteasy.reactive.server.multipart.FormValue;

/**
 * What somebody answered, with the codes that were photographed as if they had been typed.
 *
 * @param problems why a photo gave no code
 */
record Scanned(Answered answers, List<Problem> problems) {
  /** A photo says more than what stood there before it was taken. */
  static Scanned of(Answered answers, List<Field> asked) {
    var texts = new HashMap<String, String>(answers.texts());
    var problems = new ArrayList<Problem>();
    for (Field field : asked) {
      List<FormValue> photos = answers.files(field.id());
      if (!Input.scan(field).isEmpty() && !photos.isEmpty()) {
        try {
          texts.put(field.id(), code(photos.getFirst(), Input.scan(field)));
        } catch (NacreException e) {
          e.problems()
              .forEach(
                  p -> problems.add(Problem.at("/" + field.id(), p.code(), p.args().toArray())));
        }
      }
    }
    return new Scanned(new Answered(texts, answers.files()), problems);
  }

  private static String code(FormValue photo, String format) {
    try (InputStream content = photo.getFileItem().getInputStream()) {
      return CodeReader.read(content, photo.getFileName(), format);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
