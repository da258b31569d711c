package dev.nacre.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Problem;
import dev.nacre.security.Identity;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Fields that a person is asked for although no record keeps them: those of a workflow's button.
 * They are a form like any other but for its table, so that whatever reads, checks and shows the
 * values of records does so with theirs.
 *
 * @param form the form
 * @param forms those of the app, and this one, which everybody may fill
 */
public record Asked(Form form, Forms forms) {
  private static final List<String> SYSTEM =
      List.of("id", "version", "createdAt", "createdBy", "updatedAt", "updatedBy");

  static Asked of(Form form, Forms forms) {
    var all = new HashMap<>(forms.byId());
    all.put(form.id(), form);
    return new Asked(
        form,
        new Forms(
            forms.app(),
            forms.environment(),
            forms.version(),
            forms.schema(),
            forms.definition(),
            all,
            new AskedPermissions(form.id(), forms.permissions())));
  }

  /**
   * What a person gave.
   *
   * @param values as they are kept, every field among them
   * @param problems what is wrong with them; pointers begin at the field
   */
  public record Answer(ObjectNode values, List<Problem> problems) {}

  /** Reads and checks what a person gave, as if it were a new record. */
  public Answer check(RecordEngine records, ObjectNode given, Identity who) {
    RecordEngine.Draft draft =
        records.preview(forms, form.id(), Optional.empty(), given.deepCopy(), who);
    ObjectNode values = draft.record().toJson();
    values.remove(SYSTEM);
    return new Answer(values, draft.problems());
  }

  /**
   * What was kept, as a record.
   *
   * @param expand links to load as records
   */
  public StoredRecord read(RecordEngine records, ObjectNode values, Set<String> expand) {
    return records.kept(forms, form, values, expand);
  }
}
