package dev.nacre.app;

import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.ColumnStore;
import dev.nacre.record.FormTables;
import dev.nacre.record.Forms;
import dev.nacre.record.Page;
import dev.nacre.record.Query;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.change.ChangePlanner;
import dev.nacre.record.change.Effect;
import dev.nacre.security.Identity;
import dev.nacre.security.UserNames;
import dev.nacre.storage.SchemaStore;
import dev.nacre.storage.TableShape;
import dev.nacre.workflow.Played;
import dev.nacre.workflow.Stories;
import dev.nacre.workflow.Story;
import dev.nacre.workflow.StoryEngine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Tries a draft on what really happened: past records are played again under what is served and
 * under the draft, and what differs is told. Nothing of it is kept, and nothing leaves.
 */
@Singleton
public final class RuleTrials {
  /** Versions that are only played have numbers that no version ever has. */
  private static final AtomicInteger NUMBERS = new AtomicInteger(1_500_000_000);

  private static final int PAGE = 500;

  private final Drafts drafts;
  private final Versions versions;
  private final AppCompiler compiler;
  private final Apps apps;
  private final ColumnStore columns;
  private final SchemaStore tables;
  private final ChangePlanner changes;
  private final RecordEngine records;
  private final Stories stories;
  private final StoryEngine engine;
  private final UserNames people;
  private final InstantSource clock;

  RuleTrials(
      Drafts drafts,
      Versions versions,
      AppCompiler compiler,
      Apps apps,
      ColumnStore columns,
      SchemaStore tables,
      ChangePlanner changes,
      RecordEngine records,
      Stories stories,
      StoryEngine engine,
      UserNames people,
      InstantSource clock) {
    this.drafts = drafts;
    this.versions = versions;
    this.compiler = compiler;
    this.apps = apps;
    this.columns = columns;
    this.tables = tables;
    this.changes = changes;
    this.records = records;
    this.stories = stories;
    this.engine = engine;
    this.people = people;
    this.clock = clock;
  }

  /**
   * On which records.
   *
   * @param form the form's id
   * @param where which of them; null means all
   * @param limit how many of the newest at most, 1 to 10,000
   * @param schedules what schedules would have done in that time until now is played, too; null
   *     means nothing
   */
  public record Wish(
      String form, @Nullable Condition where, int limit, @Nullable Duration schedules) {}

  /** Told as it goes on. */
  public interface Progress {
    /** It has gone so far; false stops it there. */
    boolean at(RuleTrial.Reached reached);
  }

  /**
   * Tries an app's draft.
   *
   * @param app an app id, or {@code id@test}
   * @throws InvalidAppException when the draft has problems
   * @throws AppConflictException when it needs tables or columns that aren't there yet
   * @throws dev.nacre.record.NotFoundException when there is no such app or form
   * @throws dev.nacre.record.InvalidQueryException when the condition doesn't fit the form
   */
  public RuleTrial draft(String app, Wish wish, Identity who, Progress progress) {
    AppAddress address = AppAddress.read(app);
    CompiledApp live = apps.serving(app);
    Forms forms = live.forms();
    forms.get(wish.form());
    CompiledApp draft = compiled(address, drafts.files(address.id()));
    fits(address, forms, draft);
    CompiledApp served = compiled(address, versions.files(address.id(), forms.version()));
    if (draft.forms().find(wish.form()).isEmpty()) {
      throw new AppConflictException(Problem.at("/form", "trial_form_retired", wish.form()));
    }
    return new Trial(forms, served, draft, who, progress).run(wish);
  }

  /** One go, record by record and time by time, of which each is undone before the next. */
  private final class Trial {
    private final Forms live;
    private final CompiledApp served;
    private final CompiledApp draft;
    private final Identity who;
    private final Progress progress;

    Trial(Forms live, CompiledApp served, CompiledApp draft, Identity who, Progress progress) {
      this.live = live;
      this.served = served;
      this.draft = draft;
      this.who = who;
      this.progress = progress;
    }

    RuleTrial run(Wish wish) {
      List<TrialTimes> times =
          wish.schedules() == null
              ? List.of()
              : TrialTimes.of(served, draft, wish.schedules(), clock.instant());
      Query query = Query.of(wish.form()).where(wish.where()).withoutLines();
      Page page = page(query.counting(Query.Count.EXACT), wish.limit(), null);
      long there = page.count() == null ? 0 : page.count();
      var tally = new TrialTally((int) Math.min(wish.limit(), there), times.size());
      boolean on = progress.at(tally.reached());
      int seen = 0;
      while (on && !page.records().isEmpty()) {
        for (StoredRecord record : page.records()) {
          play(wish.form(), record, tally);
          on = progress.at(tally.reached());
          if (!on) {
            break;
          }
        }
        seen += page.records().size();
        if (!on || page.next() == null || seen >= wish.limit()) {
          break;
        }
        page = page(query, wish.limit() - seen, page.next());
      }
      for (TrialTimes time : times) {
        if (!on) {
          break;
        }
        play(time, tally);
        on = progress.at(tally.reached());
      }
      return tally.trial();
    }

    private Page page(Query query, int wanted, @Nullable String cursor) {
      return records.query(live, query.limit(Math.min(PAGE, wanted)).after(cursor), who);
    }

    private void play(String form, StoredRecord record, TrialTally tally) {
      Story story = stories.of(live, form, record.id()).orElse(null);
      if (story == null) {
        tally.left();
        return;
      }
      Played before = RuleTrials.this.play(served, story);
      Played after = RuleTrials.this.play(draft, story);
      tally.played(record, before, after, differences(form, before, after));
    }

    private void play(TrialTimes time, TrialTally tally) {
      Story story = stories.scheduled(live, time.workflow(), time.at(), time.next());
      Played before = time.served() ? RuleTrials.this.play(served, story) : Played.NOTHING;
      Played after = time.draft() ? RuleTrials.this.play(draft, story) : Played.NOTHING;
      tally.played(
          new RuleTrial.Time(
              time.workflow(),
              time.label(),
              time.at().atZone(live.zone()),
              differences(null, before, after)));
    }

    private List<RuleTrial.Difference> differences(
        @Nullable String form, Played before, Played after) {
      return new PlayedDifferences(served, draft, records, people).of(form, before, after);
    }
  }

  private Played play(CompiledApp app, Story story) {
    return Apps.playing(app, () -> engine.play(app.forms(), story, clock.instant()));
  }

  private CompiledApp compiled(AppAddress address, AppFiles files) {
    var problems = new Problems();
    CompiledApp compiled =
        compiler.compile(
            files,
            address.played(),
            NUMBERS.incrementAndGet(),
            columns.read(address.schema()),
            problems);
    if (!problems.isEmpty()) {
      throw new InvalidAppException(problems.list());
    }
    return compiled;
  }

  /** Nobody's tables are changed for a trial. */
  private void fits(AppAddress address, Forms served, CompiledApp draft) {
    var missing = new TreeSet<String>();
    Map<String, Map<String, String>> there = tables.columns(address.schema());
    for (TableShape table : FormTables.of(address.schema(), draft.forms().all())) {
      Set<String> known = there.getOrDefault(table.name(), Map.of()).keySet();
      for (TableShape.Column column : table.columns()) {
        if (!known.contains(column.name())) {
          missing.add(known.isEmpty() ? table.name() : table.name() + "." + column.name());
        }
      }
    }
    for (Effect effect : changes.plan(served, draft.forms()).effects()) {
      if (effect.kind() == Effect.Kind.TYPE || effect.kind() == Effect.Kind.UNIQUE) {
        missing.add(effect.form() + "." + effect.field());
      }
    }
    if (!missing.isEmpty()) {
      throw new AppConflictException(
          Problem.at("", "trial_needs_tables", String.join(", ", missing)));
    }
  }
}
