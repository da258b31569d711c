package dev.nacre.record.transfer;

import dev.nacre.metadata.Problem;
import dev.nacre.record.Forms;
import dev.nacre.record.InvalidQueryException;
import dev.nacre.record.Origin;
import dev.nacre.record.Page;
import dev.nacre.record.Query;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions.Action;
import dev.nacre.storage.Database;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Does one thing with many records, through the one write path, as jobs. */
@Singleton
public final class BulkEngine {
  /** More records at once are refused. */
  public static final int MOST = 100_000;

  private static final int PAGE = 500;

  private final Database database;
  private final RecordEngine records;
  private final ButtonPress buttons;
  private final JobStore jobs;
  private final BulkRows rows;

  /** An engine over those parts. */
  public BulkEngine(
      Database database, RecordEngine records, ButtonPress buttons, JobStore jobs, BulkRows rows) {
    this.database = database;
    this.records = records;
    this.buttons = buttons;
    this.jobs = jobs;
    this.rows = rows;
  }

  /**
   * What would be done.
   *
   * @param count of how many records
   * @param rows what would become of the first of them
   */
  public record Preview(long count, List<BulkRow> rows) {}

  /**
   * Works in the background.
   *
   * @param app as addressed: an app id, or {@code id@test}
   * @return the job, running; see {@link JobStore#find}
   * @throws ForbiddenException when no role allows that with any record of the form
   * @throws InvalidQueryException when the filter doesn't fit, or finds too many
   */
  public Job start(String app, Forms forms, BulkWish wish, Identity who) {
    unlessAllowed(forms, wish, who);
    List<UUID> ids = ids(forms, wish, who);
    Job job =
        jobs.start(
            new JobStore.Start(
                app,
                Job.BULK,
                wish.form(),
                wish.workflow(),
                who.id(),
                wish.dryRun(),
                List.of(),
                null,
                wish.action().id()));
    BulkWork work = work(forms, wish, who, job.id().toString());
    Thread.ofVirtual()
        .name("bulk-" + job.id())
        .start(new BulkRun(job, work, ids, database, jobs, rows));
    return job;
  }

  /**
   * Does it with the first records, and undoes that.
   *
   * @param limit with how many at most
   */
  public Preview preview(Forms forms, BulkWish wish, int limit, Identity who) {
    unlessAllowed(forms, wish, who);
    List<UUID> given = wish.ids();
    List<UUID> first;
    long count;
    if (given == null) {
      Query query = question(wish).limit(limit).counting(Query.Count.EXACT);
      Page page = records.query(forms, query, who);
      first = page.records().stream().map(StoredRecord::id).toList();
      count = page.count() == null ? first.size() : page.count();
    } else {
      List<UUID> distinct = List.copyOf(new LinkedHashSet<>(given));
      first = distinct.subList(0, Math.min(limit, distinct.size()));
      count = distinct.size();
    }
    BulkWork work = work(forms, wish.trying(true), who, null);
    return new Preview(
        count,
        first.isEmpty() ? List.of() : database.trying(() -> work.on(first, 1, first.size())));
  }

  private BulkWork work(Forms forms, BulkWish wish, Identity who, @Nullable String job) {
    return new BulkWork(
        database, records, buttons, forms, wish, who, new Origin(Origin.Kind.BULK, job));
  }

  private void unlessAllowed(Forms forms, BulkWish wish, Identity who) {
    unlessAmbiguous(wish);
    String form = forms.get(wish.form()).id();
    if (wish.action() == BulkWish.Action.START) {
      String workflow = String.valueOf(wish.workflow());
      if (!buttons.offers(forms, form, workflow, who)) {
        throw new ForbiddenException(Problem.at("/workflow", "bulk_no_button", workflow, form));
      }
      return;
    }
    Action action =
        switch (wish.action()) {
          case UPDATE -> Action.UPDATE;
          case DELETE -> Action.DELETE;
          case RESTORE, START -> Action.RESTORE;
        };
    if (!forms.permissions().on(form, who).may(action)) {
      throw new ForbiddenException(Problem.at("", "not_allowed", wish.action().id(), form));
    }
  }

  /** Somebody who gives values means to change them, whatever else is asked for. */
  private static void unlessAmbiguous(BulkWish wish) {
    String does = wish.action().id();
    if (wish.set() != null && wish.action() != BulkWish.Action.UPDATE) {
      throw new InvalidQueryException(List.of(Problem.at("/set", "bulk_not_taken", "set", does)));
    }
    if (wish.input() != null && wish.action() != BulkWish.Action.START) {
      throw new InvalidQueryException(
          List.of(Problem.at("/input", "bulk_not_taken", "input", does)));
    }
    if (wish.workflow() != null && wish.action() != BulkWish.Action.START) {
      throw new InvalidQueryException(
          List.of(Problem.at("/workflow", "bulk_not_taken", "workflow", does)));
    }
  }

  private static Query question(BulkWish wish) {
    return Query.of(wish.form())
        .where(wish.filter())
        .sortedBy(List.of())
        .withoutLines()
        .ofDeleted(wish.action() == BulkWish.Action.RESTORE);
  }

  /** All of them before anything is done: what is done may change what the filter finds. */
  private List<UUID> ids(Forms forms, BulkWish wish, Identity who) {
    List<UUID> given = wish.ids();
    var ids = new ArrayList<UUID>();
    if (given != null) {
      ids.addAll(new LinkedHashSet<>(given));
    } else {
      @Nullable String cursor = null;
      do {
        Page page = records.query(forms, question(wish).limit(PAGE).after(cursor), who);
        page.records().forEach(record -> ids.add(record.id()));
        cursor = page.next();
      } while (cursor != null && ids.size() <= MOST);
    }
    if (ids.size() > MOST) {
      throw new InvalidQueryException(List.of(Problem.at("", "bulk_too_many", MOST)));
    }
    return ids;
  }
}
