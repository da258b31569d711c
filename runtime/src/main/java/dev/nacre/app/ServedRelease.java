package dev.nacre.app;

import dev.nacre.expression.CompiledCondition;
import dev.nacre.expression.ExpressionEngine;
import dev.nacre.expression.Names;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.Routing;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.Identity;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A release, ready to be asked: the one place that chooses a version. For a person it takes the
 * first part that is decided by the person alone; for a record the first that takes the record.
 */
final class ServedRelease implements Routing {
  private final Release release;
  private final List<CompiledApp> apps;
  private final Map<String, Map<Condition, CompiledCondition>> conditions = new HashMap<>();
  private final Shares shares;

  /**
   * Compiles its conditions.
   *
   * @param load gives a version by its number
   */
  ServedRelease(Release release, IntFunction<CompiledApp> load, ExpressionEngine expressions) {
    this.release = release;
    this.apps = release.parts().stream().map(part -> load.apply(part.version())).toList();
    this.shares = new Shares(release, rest().forms().app());
    for (Release.Part part : release.parts()) {
      if (part.when() != null) {
        compile(part.when(), expressions);
      }
    }
  }

  private void compile(Audience audience, ExpressionEngine expressions) {
    switch (audience) {
      case Audience.All all -> all.parts().forEach(part -> compile(part, expressions));
      case Audience.Any any -> any.parts().forEach(part -> compile(part, expressions));
      case Audience.Not not -> compile(not.part(), expressions);
      case Audience.Role role -> {}
      case Audience.User user -> {}
      case Audience.OnForm form -> {}
      case Audience.Records records -> {
        for (Form form : base().all()) {
          CompiledCondition compiled =
              compile(expressions, records.where(), base(), form, new Problems());
          if (compiled != null) {
            conditions
                .computeIfAbsent(form.id(), f -> new HashMap<>())
                .put(records.where(), compiled);
          }
        }
      }
    }
  }

  /** Null when the condition doesn't fit the form. */
  static @Nullable CompiledCondition compile(
      ExpressionEngine expressions, Condition where, Forms forms, Form form, Problems problems) {
    return expressions.filter(where, Names.of(form, id -> forms.byId().get(id)), "", problems);
  }

  Release release() {
    return release;
  }

  /** What serves whatever no other part takes. */
  CompiledApp rest() {
    return apps.getLast();
  }

  /** Whether records may be served by another version than the person who asks. */
  boolean byRecord() {
    return base().byId().keySet().stream().anyMatch(this::splits);
  }

  /** What serves a person where no record is spoken of: lists, menus, dashboards, new records. */
  CompiledApp serving(Identity who) {
    for (int i = 0; i < apps.size() - 1; i++) {
      Release.Part part = release.parts().get(i);
      Verdict taken = part.when() == null ? Verdict.YES : test(part.when(), who, null, null, null);
      if (taken == Verdict.YES && shares.takes(i, who)) {
        return apps.get(i);
      }
    }
    return rest();
  }

  @Override
  public Forms base() {
    return rest().forms();
  }

  @Override
  public boolean splits(String form) {
    return release.parts().stream()
        .anyMatch(
            part ->
                (part.share() != null && !part.by().equals(Release.BY_USER))
                    || (part.when() != null && speaksOf(form, part.when())));
  }

  private boolean speaksOf(String form, Audience audience) {
    return switch (audience) {
      case Audience.All all -> all.parts().stream().anyMatch(part -> speaksOf(form, part));
      case Audience.Any any -> any.parts().stream().anyMatch(part -> speaksOf(form, part));
      case Audience.Not not -> speaksOf(form, not.part());
      case Audience.Role role -> false;
      case Audience.User user -> false;
      case Audience.OnForm on -> true;
      case Audience.Records records -> conditions.containsKey(form);
    };
  }

  @Override
  public Set<String> crosses(String form) {
    var all = new LinkedHashSet<String>();
    conditions.getOrDefault(form, Map.of()).values().forEach(c -> all.addAll(c.crosses()));
    return all;
  }

  @Override
  public Optional<Forms> owner(Form form) {
    return apps.stream()
        .map(CompiledApp::forms)
        .filter(forms -> forms.byId().get(form.id()) == form)
        .findFirst();
  }

  @Override
  public Forms serving(
      String form, UUID id, @Nullable StoredRecord record, Identity who, Scope scope) {
    for (int i = 0; i < apps.size() - 1; i++) {
      Release.Part part = release.parts().get(i);
      Verdict taken =
          part.when() == null ? Verdict.YES : test(part.when(), who, form, record, scope);
      if (taken == Verdict.YES && shares.takes(i, who, id, value(part.by(), record))) {
        return apps.get(i).forms();
      }
    }
    return base();
  }

  private static @Nullable Object value(String by, @Nullable StoredRecord record) {
    if (record == null || by.equals(Release.BY_RECORD) || by.equals(Release.BY_USER)) {
      return null;
    }
    return record.form().field(by).map(Field::id).map(record::get).orElse(null);
  }

  /** Yes, no, or that it can't be told without a record. */
  private enum Verdict {
    YES,
    NO,
    OPEN;

    static Verdict of(boolean holds) {
      return holds ? YES : NO;
    }
  }

  private Verdict test(
      Audience audience,
      Identity who,
      @Nullable String form,
      @Nullable StoredRecord record,
      @Nullable Scope scope) {
    return switch (audience) {
      case Audience.All all -> fold(all.parts(), Verdict.NO, who, form, record, scope);
      case Audience.Any any -> fold(any.parts(), Verdict.YES, who, form, record, scope);
      case Audience.Not not ->
          switch (test(not.part(), who, form, record, scope)) {
            case YES -> Verdict.NO;
            case NO -> Verdict.YES;
            case OPEN -> Verdict.OPEN;
          };
      // held, not merely allowed: an administrator is served what everybody is
      case Audience.Role role ->
          Verdict.of(role.ids().stream().anyMatch(who.rolesIn(base().app())::contains));
      case Audience.User user -> Verdict.of(user.ids().contains(who.id()));
      case Audience.OnForm on -> form == null ? Verdict.OPEN : Verdict.of(on.ids().contains(form));
      case Audience.Records records -> {
        if (form == null || (record == null && conditions.containsKey(form))) {
          yield Verdict.OPEN;
        }
        CompiledCondition where = conditions.getOrDefault(form, Map.of()).get(records.where());
        yield Verdict.of(
            where != null
                && record != null
                && scope != null
                && where.test(scope.with(record, null)));
      }
    };
  }

  /** Ends at the first that decides; open when one of the others is. */
  private Verdict fold(
      List<Audience> parts,
      Verdict decides,
      Identity who,
      @Nullable String form,
      @Nullable StoredRecord record,
      @Nullable Scope scope) {
    Verdict all = decides == Verdict.NO ? Verdict.YES : Verdict.NO;
    for (Audience part : parts) {
      Verdict one = test(part, who, form, record, scope);
      if (one == decides) {
        return decides;
      }
      all = one == Verdict.OPEN ? one : all;
    }
    return all;
  }
}
