package dev.nacre.record.file;

import dev.nacre.metadata.Problem;
import dev.nacre.record.Forms;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.RecordEngine;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions.Action;
import dev.nacre.security.Permissions.FormAccess;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Who may see a file: whoever may read a record that holds it now, in a field that is shown to
 * them; whoever may see what else keeps it; and until anything does, whoever uploaded it.
 */
@Singleton
public final class FileAccess {
  private final FileStore files;
  private final FileUses uses;
  private final RecordEngine records;
  private final FileKeepers kept;
  private final Iterable<FileKeeper> keepers;

  /** Decides by these records and other keepers, which are asked only when they are needed. */
  @Inject
  FileAccess(
      FileStore files,
      FileUses uses,
      RecordEngine records,
      FileKeepers kept,
      @Any Instance<FileKeeper> keepers) {
    this(files, uses, records, kept, (Iterable<FileKeeper>) keepers);
  }

  /** Decides by these records and other keepers. */
  public FileAccess(
      FileStore files,
      FileUses uses,
      RecordEngine records,
      FileKeepers kept,
      Iterable<FileKeeper> keepers) {
    this.files = files;
    this.uses = uses;
    this.records = records;
    this.kept = kept;
    this.keepers = keepers;
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
    List<UUID> others = kept.of(file.about().id(), forms.schema());
    return (held.isEmpty() && others.isEmpty())
        ? file.by().equals(who.id())
        : held.stream().anyMatch(use -> shows(forms, use, file, who))
            || others.stream().anyMatch(keeper -> shows(forms, keeper, who));
  }

  private boolean shows(Forms forms, UUID keeper, Identity who) {
    for (FileKeeper one : keepers) {
      if (one.shows(forms, keeper, who)) {
        return true;
      }
    }
    return false;
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
