package dev.nacre.workflow;

import dev.nacre.record.Forms;
import dev.nacre.security.Identity;
import dev.nacre.storage.Columns;
import dev.nacre.storage.Database;
import dev.nacre.storage.Rows;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Messages within Nacre, and who has read them. */
@Singleton
public final class NotificationStore {
  /** Stands for whoever administers: no role of an app has such an id. */
  static final String ADMINISTRATORS = "*";

  private static final Columns<Notification> NEW =
      new Columns<Notification>()
          .add("uuid", Notification::id)
          .add("text", Notification::app)
          .add("text", Notification::role)
          .add("text", Notification::user)
          .add("jsonb", n -> Stored.write(n.title()))
          .add("jsonb", n -> Stored.write(n.text()))
          .add("text", Notification::form)
          .add("uuid", Notification::record)
          .add("uuid", Notification::instance)
          .add("boolean", n -> n.incident() != null)
          .add("text", Notification::incident)
          .add("integer", Notification::gathered)
          .add("timestamptz", Notification::createdAt);

  /** More unread messages aren't counted. */
  private static final int COUNTED = 100;

  /** Longer than any transaction that sends messages should take. */
  private static final Duration SETTLED = Duration.ofMinutes(2);

  /** A workflow that stands still is told of once in that time. */
  private static final Duration TOGETHER = Duration.ofHours(1);

  private final Database database;
  private final InstantSource clock;

  NotificationStore(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Stores what these runs sent. */
  void insert(List<InstanceRun> runs) {
    store(runs.stream().flatMap(run -> run.effects().notifications().stream()).toList());
  }

  /** Stores messages; those of one workflow that stands still are one within an hour. */
  void store(List<Notification> sent) {
    Map<List<@Nullable String>, Notification> gathered = new LinkedHashMap<>();
    var all = new ArrayList<Notification>();
    for (Notification one : sent) {
      if (one.incident() == null) {
        all.add(one);
      } else {
        gathered.merge(
            Arrays.asList(one.app(), one.incident(), one.role(), one.user()),
            one,
            (first, next) -> first.of(first.gathered() + next.gathered()));
      }
    }
    gathered.values().stream().filter(one -> !joined(one)).forEach(all::add);
    NEW.run(
        database,
        "INSERT INTO nacre.notification (id, app, role, user_id, title, text, form, record, "
            + "instance, incident, workflow, gathered, created_at) SELECT * FROM %s AS n",
        all);
  }

  /** Whether it was added to one that was sent to the same people a short while ago. */
  private boolean joined(Notification one) {
    return Rows.update(
            database,
            """
            UPDATE nacre.notification SET gathered = gathered + ?::integer WHERE id = (
              SELECT id FROM nacre.notification WHERE app = ? AND incident AND workflow = ?
                AND created_at > ?::timestamptz AND role IS NOT DISTINCT FROM ?
                AND user_id IS NOT DISTINCT FROM ?
              ORDER BY created_at DESC LIMIT 1)\
            """,
            Arrays.asList(
                one.gathered(),
                one.app(),
                one.incident(),
                one.createdAt().minus(TOGETHER).toString(),
                one.role(),
                one.user()))
        > 0;
  }

  /**
   * What was sent to somebody, by name or role, newest first.
   *
   * @param limit how many at most, 1 to 500
   * @param cursor from {@link NotificationPage#next}; null means the beginning
   */
  public NotificationPage list(Forms forms, int limit, @Nullable String cursor, Identity who) {
    var parameters = new ArrayList<Object>(unreadBy(forms, who));
    String sent = sentTo(forms, who, parameters);
    UUID after = Cursor.read(cursor);
    if (after != null) {
      parameters.add(after.toString());
    }
    parameters.add(Cursor.limit(limit));
    List<Notification> found =
        Rows.query(
            database,
            "SELECT n.id, n.app, n.role, n.user_id, n.title, n.text, n.form, n.record, n.instance,"
                + " n.workflow, n.gathered, n.created_at, r.read_at IS NOT NULL OR n.id <= "
                + UPTO
                + " AS read FROM nacre.notification n LEFT"
                + " JOIN nacre.notification_read r ON r.notification = n.id AND r.user_id = ? "
                + sent
                + (after == null ? "" : " AND n.id < ?::uuid")
                + " ORDER BY n.id DESC LIMIT ?",
            parameters,
            row ->
                new Notification(
                    row.getObject("id", UUID.class),
                    row.getString("app"),
                    row.getString("role"),
                    row.getString("user_id"),
                    Stored.text(row.getString("title")),
                    Incident.gathered(
                        Objects.requireNonNull(Stored.text(row.getString("text"))),
                        row.getInt("gathered")),
                    row.getString("form"),
                    row.getObject("record", UUID.class),
                    row.getObject("instance", UUID.class),
                    row.getString("workflow"),
                    row.getInt("gathered"),
                    Stored.momentAlways(row, "created_at"),
                    row.getBoolean("read")));
    boolean more = found.size() > limit;
    List<Notification> page = more ? found.subList(0, limit) : found;
    return new NotificationPage(page, more ? page.getLast().id().toString() : null);
  }

  /** How many of them are unread; 100 stands for so many and more. */
  public int unread(Forms forms, Identity who) {
    var parameters = new ArrayList<Object>();
    String sent = sentTo(forms, who, parameters);
    parameters.addAll(unreadBy(forms, who));
    parameters.add(COUNTED);
    return Rows.query(
            database,
            "SELECT count(*) FROM (SELECT FROM nacre.notification n "
                + sent
                + UNREAD
                + " LIMIT ?) counted",
            parameters,
            row -> row.getInt(1))
        .getFirst();
  }

  /** Marks one as read; nothing happens when it is already, or isn't theirs. */
  public void read(Forms forms, UUID id, Identity who) {
    mark(forms, who, " AND n.id = ?::uuid", List.of(id.toString()));
  }

  /** Marks all as read: old ones by how far they go, since younger ones may still come to light. */
  public void readAll(Forms forms, Identity who) {
    var parameters = new ArrayList<Object>(List.of(forms.address(), who.id()));
    String sent = sentTo(forms, who, parameters);
    parameters.add(clock.instant().minus(SETTLED).toString());
    Rows.update(
        database,
        "INSERT INTO nacre.notification_mark (app, user_id, upto) SELECT ?, ?, n.id"
            + " FROM nacre.notification n "
            + sent
            + " AND n.created_at < ?::timestamptz ORDER BY n.id DESC LIMIT 1"
            + " ON CONFLICT (app, user_id) DO UPDATE"
            + " SET upto = greatest(notification_mark.upto, excluded.upto)",
        parameters);
    mark(forms, who, "", List.of());
  }

  private void mark(Forms forms, Identity who, String which, List<String> more) {
    var parameters = new ArrayList<Object>();
    parameters.add(who.id());
    parameters.add(clock.instant().toString());
    String sent = sentTo(forms, who, parameters);
    parameters.addAll(unreadBy(forms, who));
    parameters.addAll(more);
    Rows.update(
        database,
        "INSERT INTO nacre.notification_read (notification, user_id, read_at) "
            + "SELECT n.id, ?, ?::timestamptz FROM nacre.notification n "
            + sent
            + UNREAD
            + which
            + " ON CONFLICT DO NOTHING",
        parameters);
  }

  private static final String UPTO =
      "coalesce((SELECT m.upto FROM nacre.notification_mark m WHERE m.app = ? AND m.user_id = ?),"
          + " '00000000-0000-0000-0000-000000000000')";

  private static final String UNREAD =
      " AND n.id > "
          + UPTO
          + " AND NOT EXISTS (SELECT 1 FROM nacre.notification_read r "
          + "WHERE r.notification = n.id AND r.user_id = ?)";

  private static List<Object> unreadBy(Forms forms, Identity who) {
    return List.of(forms.address(), who.id(), who.id());
  }

  private static String sentTo(Forms forms, Identity who, List<Object> parameters) {
    parameters.add(forms.address());
    parameters.add(who.id());
    if (who.administrator()) {
      return "WHERE n.app = ? AND (n.user_id = ? OR n.role IS NOT NULL)";
    }
    parameters.add(Stored.arrayOfIds(who.rolesIn(forms.app())));
    return "WHERE n.app = ? AND (n.user_id = ? OR n.role = ANY(?::text[]))";
  }
}
