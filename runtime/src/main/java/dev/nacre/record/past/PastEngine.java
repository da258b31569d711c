package dev.nacre.record.past;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Checksum;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.FormsRegistry;
import dev.nacre.record.HistoryStore;
import dev.nacre.record.HistoryStore.Entry;
import dev.nacre.record.InvalidQueryException;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.ReplayEngine;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identity;
import dev.nacre.security.Masks;
import dev.nacre.security.Permissions.Action;
import dev.nacre.security.Permissions.FormAccess;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the past of records, for whoever may read them, without what they may not see. */
@Singleton
public final class PastEngine {
  private final RecordEngine records;
  private final HistoryStore history;
  private final ReplayEngine replays;
  private final FormsRegistry registry;

  /** An engine over those parts. */
  public PastEngine(
      RecordEngine records, HistoryStore history, ReplayEngine replays, FormsRegistry registry) {
    this.records = records;
    this.history = history;
    this.replays = replays;
    this.registry = registry;
  }

  /**
   * Every version of a record, newest first.
   *
   * @throws NotFoundException when there is no such record, or it may not be read
   */
  public List<Version> versions(Forms forms, String form, UUID id, Identity who) {
    States states = states(forms, form, id, who);
    Map<Long, String> checksums =
        whole(forms.permissions().on(form, who)) ? states.checksums() : Map.of();
    return states.newestFirst().stream()
        .map(entry -> version(entry, checksums.get(entry.version())))
        .toList();
  }

  /**
   * The number of the newest version.
   *
   * @throws NotFoundException when there is no such record, or it may not be read
   */
  public long newest(Forms forms, String form, UUID id, Identity who) {
    return states(forms, form, id, who).newest().version();
  }

  /**
   * A record as it was.
   *
   * @throws NotFoundException when there is no such record or version, or it may not be read
   */
  public Snapshot snapshot(Forms forms, String form, UUID id, long version, Identity who) {
    States states = states(forms, form, id, who);
    Entry entry = entry(states, version);
    FormAccess access = forms.permissions().on(form, who);
    return new Snapshot(
        id,
        version(states, entry, whole(access)),
        states.newest().version(),
        states.deleted(),
        states.seal(entry),
        covered(states.record(entry), forms.get(form), access));
  }

  /**
   * The version that has that checksum. Only whoever sees every field of the form may ask: to
   * others each answer would tell whether a guess of what they may not see is right.
   *
   * @param checksum its first {@link Checksum#SHORTEST} digits or more; spaces don't matter
   * @throws InvalidQueryException when that is no checksum, or the form keeps none
   * @throws NotFoundException when there is no such version, or it may not be read
   * @throws ForbiddenException when they may not ask
   */
  public Snapshot find(Forms forms, String form, String checksum, Identity who) {
    if (!forms.get(form).keepsChecksums()) {
      throw new InvalidQueryException(List.of(Problem.at("/checksum", "checksum_not_kept", form)));
    }
    if (!mayCheck(forms, form, who)) {
      throw new ForbiddenException(Problem.at("/checksum", "checksum_covered", form));
    }
    String digits =
        Checksum.read(checksum)
            .orElseThrow(
                () ->
                    new InvalidQueryException(
                        List.of(
                            Problem.at(
                                "/checksum", "checksum_wrong", checksum, Checksum.SHORTEST))));
    List<HistoryStore.Found> found = history.byChecksum(forms, form, digits);
    if (found.size() != 1) {
      throw new NotFoundException(Problem.at("/checksum", "checksum_unknown", checksum));
    }
    HistoryStore.Found one = found.getFirst();
    Forms own = records.serving(forms, form, one.record(), who);
    if (!mayCheck(own, form, who)) {
      throw new NotFoundException(Problem.at("/checksum", "checksum_unknown", checksum));
    }
    try {
      return snapshot(own, form, one.record(), one.version(), who);
    } catch (NotFoundException unreadable) {
      throw new NotFoundException(Problem.at("/checksum", "checksum_unknown", checksum));
    }
  }

  /** Whether somebody may look for a version by its checksum: they see all that is in it. */
  public static boolean mayCheck(Forms forms, String form, Identity who) {
    return forms.get(form).keepsChecksums() && whole(forms.permissions().on(form, who));
  }

  /**
   * What differs between two versions.
   *
   * @throws NotFoundException when there is no such record or version, or it may not be read
   */
  public Comparison compare(Forms forms, String form, UUID id, long from, long to, Identity who) {
    States states = states(forms, form, id, who);
    FormAccess access = forms.permissions().on(form, who);
    Entry a = entry(states, from);
    Entry b = entry(states, to);
    return new Comparison(
        version(states, a, whole(access)),
        version(states, b, whole(access)),
        new Differences(forms.get(form), access).between(states.values(from), states.values(to)));
  }

  /**
   * How the computed values of a version came about, each after those that it reads.
   *
   * @throws NotFoundException when there is no such record or version, or it may not be read
   */
  public List<ReplayEngine.Step> calculation(
      Forms forms, String form, UUID id, long version, Identity who) {
    States states = states(forms, form, id, who);
    Entry entry = entry(states, version);
    Forms then = states.writtenBy(entry).orElse(null);
    if (then == null) {
      return List.of(); // nobody knows its formulas any more
    }
    return replays.replay(
        then,
        form,
        states.record(entry),
        entry.at(),
        entry.who(),
        known(then.get(form), forms.get(form), forms.permissions().on(form, who)));
  }

  /** Whoever may see what a form has no more is said nowhere, so nobody may. */
  private static FormAccess known(Form then, Form now, FormAccess access) {
    var hidden = new HashSet<>(access.hidden());
    var tables = new HashMap<>(access.tables());
    for (Field field : then.fields()) {
      Field today = now.field(field.id()).orElse(null);
      Form columns = field.lines() ? field.target() : null;
      Form columnsToday = today != null && today.lines() ? today.target() : null;
      if (today == null || (columns != null && columnsToday == null)) {
        hidden.add(field.id());
      } else if (columns != null && columnsToday != null) {
        tables.put(field.id(), known(columns, columnsToday, access.in(field.id())));
      }
    }
    return new FormAccess(access.allowed(), hidden, access.masked(), access.readOnly(), tables);
  }

  /** Without what may not be seen, nor what the form has no more. */
  public static ObjectNode covered(ObjectNode values, Form form, FormAccess access) {
    ObjectNode shown = values.deepCopy();
    // who may see what another version knew is said there, and not here
    shown.retain(form.names().stream().map(Field::id).toList());
    for (Field table : form.tables()) {
      for (JsonNode line : shown.path(table.id())) {
        if (line instanceof ObjectNode object) {
          object.retain(columns(table));
        }
      }
    }
    Masks.cover(shown, access);
    return shown;
  }

  /** What a line of that table has today. */
  static List<String> columns(Field table) {
    return Objects.requireNonNull(table.target()).names().stream().map(Field::id).toList();
  }

  /** A deleted record has a past too, for those whom no row limit could have stopped. */
  States states(Forms forms, String form, UUID id, Identity who) {
    boolean living = records.find(forms, form, id, Set.of(), who).isPresent();
    FormAccess access = forms.permissions().on(form, who);
    boolean everyRow = access.may(Action.READ) && access.limits(Action.READ).isEmpty();
    List<Entry> entries = living || everyRow ? history.of(forms, form, id) : List.of();
    if (entries.isEmpty()) {
      throw new NotFoundException(Problem.at("", "record_unknown", id));
    }
    return new States(forms, registry, form, id, entries);
  }

  static Entry entry(States states, long version) {
    return states
        .entry(version)
        .orElseThrow(
            () -> new NotFoundException(Problem.at("", "version_of_record_unknown", version)));
  }

  private static Version version(States states, Entry entry, boolean whole) {
    return version(entry, whole ? states.checksum(entry) : null);
  }

  private static Version version(Entry entry, @Nullable String checksum) {
    return new Version(
        entry.version(),
        entry.at(),
        entry.who(),
        entry.origin(),
        entry.op(),
        entry.appVersion(),
        entry.note(),
        checksum);
  }

  /** Whoever sees everything can't learn from a checksum; others could try what gives it. */
  private static boolean whole(FormAccess access) {
    return access.hidden().isEmpty()
        && access.masked().isEmpty()
        && access.tables().values().stream().allMatch(PastEngine::whole);
  }
}
