package dev.nacre.record.file;

import dev.nacre.metadata.Problem;
import dev.nacre.record.Forms;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.RecordEngine;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions.Action;
import dev.nacre.security.Permissions.FormAccess;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/**
 * Who may see a file: whoever may read a record that holds it now, in a field that is shown to
 * them; and until a record holds it, whoever uploaded it.
 */
@Singleton
public final class FileAccess {
  private final FileStore files;
  private final FileUses uses;
  private final RecordEngine records;

  /** Decides by these records. */
  public FileAccess(FileStore files, FileUses uses, RecordEngine records) {
    this.files = files;
    this.uses = uses;
    this.records = records;
  }

  /**
   * The file, for somebody.
   *
   * @throws NotFoundException when there is none, or they may not see it: nobody is told which
   */
  public StoredFile open(Forms forms, String id, Identity who) {
    return files
        .stored(id)
        .filter(file -> file.schema().equals(forms.schema()))
        .filter(file -> mayRead(forms, file, who))
        .orElseThrow(() -> new NotFoundException(Problem.at("", "upload_unknown", id)));
  }

  private boolean mayRead(Forms forms, StoredFile file, Identity who) {
    List<FileUses.Use> held = uses.of(file.about().id(), forms.schema());
    return held.isEmpty()
        ? file.by().equals(who.id())
        : held.stream().anyMatch(use -> shows(forms, use, file, who));
  }

  private boolean shows(Forms forms, FileUses.Use use, StoredFile file, Identity who) {
    FormAccess access = forms.permissions().on(use.form(), who);
    return forms.find(use.form()).isPresent()
        && access.may(Action.READ)
        && records
            .find(forms, use.form(), use.record(), Set.of(), who)
            .filter(record -> FileUses.held(record, access).contains(file.about().id()))
            .isPresent();
  }
}
