package dev.nacre.record.transfer;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a file goes into a form.
 *
 * @param mapping column name to field id, or to {@code table.field}, or to nothing (blank); empty
 *     means that it is guessed from ids and labels
 * @param key fields by which a record is found again, and by which rows with lines belong together
 * @param mode what becomes of a row
 * @param dryRun whether everything is only tried, and nothing kept
 * @param format how the file is written
 * @param note why records are changed, kept in their history; may be null
 */
public record ImportSettings(
    Map<String, String> mapping,
    List<String> key,
    Mode mode,
    boolean dryRun,
    FileFormat format,
    @Nullable String note) {

  /** What becomes of a row. */
  public enum Mode {
    /** It makes a record. */
    CREATE,
    /** It changes the record with its key; there must be one. */
    UPDATE,
    /** It changes the record with its key, or makes it. */
    UPSERT;

    /** The form used in addresses and storage. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The mode with that id. */
    public static Optional<Mode> byId(String id) {
      return java.util.Arrays.stream(values()).filter(m -> m.id().equals(id)).findFirst();
    }
  }

  /** Everything is found out, each row makes a record. */
  public static final ImportSettings AUTOMATIC =
      new ImportSettings(Map.of(), List.of(), Mode.CREATE, false, FileFormat.AUTOMATIC);

  /** Copies the parts. */
  public ImportSettings {
    mapping = Map.copyOf(mapping);
    key = List.copyOf(key);
  }

  /** Without a note. */
  public ImportSettings(
      Map<String, String> mapping, List<String> key, Mode mode, boolean dryRun, FileFormat format) {
    this(mapping, key, mode, dryRun, format, null);
  }

  /** For a file of that mapping: updates where a key is given, else creates. */
  public ImportSettings(Map<String, String> mapping, List<String> key) {
    this(mapping, key, key.isEmpty() ? Mode.CREATE : Mode.UPSERT, false, FileFormat.AUTOMATIC);
  }

  /** The same, read so. */
  public ImportSettings in(FileFormat newFormat) {
    return new ImportSettings(mapping, key, mode, dryRun, newFormat, note);
  }

  /** The same, only tried or not. */
  public ImportSettings trying(boolean only) {
    return new ImportSettings(mapping, key, mode, only, format, note);
  }

  /** The same with that mapping. */
  public ImportSettings mapped(Map<String, String> newMapping) {
    return new ImportSettings(newMapping, key, mode, dryRun, format, note);
  }

  /** The same with that note. */
  public ImportSettings noting(@Nullable String newNote) {
    return new ImportSettings(mapping, key, mode, dryRun, format, newNote);
  }
}
