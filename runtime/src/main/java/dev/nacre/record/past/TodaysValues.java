package dev.nacre.record.past;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.record.Form;
import java.util.HashSet;
import java.util.Set;

/**
 * Old values put together, in the types that their fields have today. Those of a version that can't
 * be read any more are taken as they were written down.
 */
public final class TodaysValues {
  private final WrittenBy versions;
  private final Form form;
  private final ObjectNode values = Json.MAPPER.createObjectNode();
  private final Set<String> lost = new HashSet<>();

  /** Of records of that form. */
  public TodaysValues(WrittenBy versions, String form) {
    this.versions = versions;
    this.form = versions.now().get(form);
  }

  /** Adds values that a version of the app wrote; they count before those that are there. */
  public void add(int appVersion, ObjectNode written) {
    ObjectNode today = written.deepCopy();
    Form then = versions.version(appVersion).flatMap(forms -> forms.find(form.id())).orElse(form);
    today.fieldNames().forEachRemaining(lost::remove);
    lost.addAll(new Retyped(versions.now().zone()).bring(today, then, form));
    values.setAll(today);
  }

  /** By field. */
  public ObjectNode values() {
    return values;
  }

  /** Ids of the fields whose value can't be said in the type that they have today. */
  public Set<String> lost() {
    return lost;
  }
}
