package dev.nacre.record;

import dev.nacre.expression.Scope;
import dev.nacre.expression.ValueType;
import dev.nacre.expression.Visible;
import dev.nacre.storage.CopyRows;
import dev.nacre.storage.Parameters;
import dev.nacre.storage.Sql;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements of one form or table, put together once. */
final class RecordSql {
  private final Form form;

  /**
   * The stored fields in column order: system fields (lines: only the id), then those with a
   * column.
   */
  private final List<Field> columns = new ArrayList<>();

  /** The fields whose values are found elsewhere. */
  private final List<Field> derived;

  private final List<Field> tables;

  private final String list;
  private final String insert;
  private final String update;

  /** What is written beside, for other versions. */
  private final List<Mirror> mirrors;

  RecordSql(Form form, List<Mirror> mirrors) {
    this.form = form;
    this.mirrors = mirrors;
    for (Field field : form.names()) {
      if (!field.lines()
          && !field.derived()
          && (!form.isLines() || !field.system() || field.index() == Form.ID)) {
        columns.add(field);
      }
    }
    this.derived = form.derived();
    this.tables = form.tables();
    this.list = String.join(", ", columns.stream().map(f -> "a." + f.column()).toList());
    this.insert = makeInsert();
    this.update = makeUpdate();
  }

  /** The stored fields, in the order of every column list here. */
  List<Field> columns() {
    return columns;
  }

  /** The fields whose values are found elsewhere, in the order of {@link #list(Scope, Visible)}. */
  List<Field> derived() {
    return derived;
  }

  /** The table fields. */
  List<Field> tables() {
    return tables;
  }

  /** What is written beside, in the order of every list here; behind the columns. */
  List<Mirror> mirrors() {
    return mirrors;
  }

  /** The column list for alias {@code a}. */
  String list() {
    return list;
  }

  /** The same, and behind it what is found elsewhere, as far as it may be seen. */
  Sql list(Scope scope, Visible visible) {
    Sql all = Sql.of(list);
    for (Field field : derived) {
      all = all.then(", ").then(field.sql("a", scope, visible));
    }
    return all;
  }

  /**
   * Records by ids, living or not, locked; the last column is {@code deleted_at}, then what its
   * source said.
   */
  Sql lock(UUID[] ids) {
    return Sql.of(
            "select "
                + list
                + ", a.deleted_at, a._source_time, a._source_arrival from "
                + form.table())
        .then(" a where ")
        .then(Sql.in("a.id", ids))
        .then(" order by a.id for update");
  }

  /** The versions of records by ids, living or not, kept as they are for this transaction. */
  Sql share(UUID[] ids) {
    return Sql.of("select a.id, a.version from " + form.table() + " a where ")
        .then(Sql.in("a.id", ids))
        .then(" order by a.id for share");
  }

  /** Living records by ids. */
  Sql byIds(UUID[] ids) {
    return anyByIds(ids).then(" and a.deleted_at is null");
  }

  /** Records by ids, living or not. */
  Sql anyByIds(UUID[] ids) {
    return Sql.of("select " + list + " from " + form.table() + " a where ")
        .then(Sql.in("a.id", ids));
  }

  /**
   * The lines of records; the last column is {@code record_id}.
   *
   * @param scope null leaves out what is found elsewhere
   */
  Sql linesOf(@Nullable Scope scope, Visible visible, UUID[] records) {
    return Sql.of("select ")
        .then(scope == null ? Sql.of(list) : list(scope, visible))
        .then(", a.record_id from " + form.table() + " a where ")
        .then(Sql.in("a.record_id", records))
        .then(" order by a.record_id, a.position");
  }

  /** Inserts rows given as one array a column; gives back the ids of those that met no other. */
  String insert() {
    return insert;
  }

  /** Updates rows given as one array a column, by id and version; gives back their ids. */
  String update() {
    return update;
  }

  /** Whether new rows can be copied in; what other versions are told has to be cast first. */
  boolean copies() {
    return mirrors.isEmpty();
  }

  /** The columns of a copy, in the order of {@link #copy}; {@code more} come behind. */
  String copied(String more) {
    return names() + ", " + more;
  }

  /** Begins a row of a copy: its columns, in order. */
  void copy(StoredRecord row, CopyRows into) {
    for (Field field : columns) {
      into.add(row.get(field.index()));
    }
  }

  private String makeInsert() {
    String names = names();
    String arrays = arrays();
    var casts = new ArrayList<>(columns.stream().map(RecordSql::cast).toList());
    mirrors.forEach(m -> casts.add(m.typed().cast("u." + m.column())));
    String values = String.join(", ", casts);
    return form.isLines()
        ? "insert into "
            + form.table()
            + " as t ("
            + names
            + ", record_id, position) select "
            + values
            + ", u._record, u._position from unnest("
            + arrays
            + ", ?::uuid[], ?::int[]) as u("
            + names
            // a line that stays keeps what another version's columns say of it
            + ", _record, _position) on conflict (id) do update set "
            + lineSets()
        : "insert into "
            + form.table()
            + " ("
            + names
            + ", app_version, _source_time, _source_arrival) select "
            + values
            + ", u._app, u._source, u._arrival from unnest("
            + arrays
            + ", ?::int[], ?::timestamptz[], ?::bigint[]) as u("
            + names
            + ", _app, _source, _arrival) on conflict do nothing returning id";
  }

  private String lineSets() {
    var sets = new ArrayList<String>();
    for (Field field : columns) {
      if (field.index() != Form.ID) {
        sets.add(field.column() + " = excluded." + field.column());
      }
    }
    for (Mirror mirror : mirrors) {
      sets.add(kept(mirror, "excluded." + mirror.field().column(), "excluded." + mirror.column()));
    }
    sets.add("position = excluded.position");
    return String.join(", ", sets);
  }

  /** What can't be said in this version's type stays while nobody changes the field. */
  private static String kept(Mirror mirror, String own, String value) {
    return "%s = case when t.%s is distinct from %s then %s else t.%s end"
        .formatted(mirror.column(), mirror.field().column(), own, value, mirror.column());
  }

  private String names() {
    var names = new ArrayList<>(columns.stream().map(Field::column).toList());
    mirrors.forEach(m -> names.add(m.column()));
    return String.join(", ", names);
  }

  private String makeUpdate() {
    var sets = new ArrayList<String>();
    for (Field field : columns) {
      if (field.index() != Form.ID
          && field.index() != Form.CREATED_AT
          && field.index() != Form.CREATED_BY) {
        sets.add(field.column() + " = " + cast(field));
      }
    }
    for (Mirror mirror : mirrors) {
      sets.add(kept(mirror, cast(mirror.field()), mirror.typed().cast("u." + mirror.column())));
    }
    String names = names();
    String arrays = arrays();
    return "update "
        + form.table()
        + " t set "
        + String.join(", ", sets)
        + ", app_version = u._app, _source_time = coalesce(u._source, t._source_time),"
        + " _source_arrival = coalesce(u._arrival, t._source_arrival),"
        + " deleted_at = u._deleted from unnest("
        + arrays
        + ", ?::int[], ?::timestamptz[], ?::bigint[], ?::timestamptz[]) as u("
        + names
        + ", _app, _source, _arrival, _deleted) where t.id = u.id and t.version = u.version - 1"
        + " returning t.id";
  }

  private String arrays() {
    var arrays = new ArrayList<>(columns.stream().map(f -> "?::" + type(f) + "[]").toList());
    mirrors.forEach(m -> arrays.add("?::" + m.typed().element() + "[]"));
    return String.join(", ", arrays);
  }

  /** The PostgreSQL type of which a batch gives one array. */
  private static String type(Field field) {
    if (field.type() == ValueType.SEVERAL) {
      return "text";
    }
    if (field.system()) {
      return switch (field.index()) {
        case Form.ID -> "uuid";
        case Form.VERSION -> "bigint";
        case Form.CREATED_AT, Form.UPDATED_AT -> "timestamptz";
        default -> "text";
      };
    }
    return field.fieldType().columnType();
  }

  /** One column of these rows as an array, for {@code unnest}. */
  static Object[] array(List<StoredRecord> rows, Field field) {
    if (field.system() && field.type() == ValueType.NUMBER) {
      return rows.stream().map(row -> row.get(field.index())).toArray(Long[]::new);
    }
    var values = new ArrayList<@Nullable Object>(rows.size());
    rows.forEach(row -> values.add(row.get(field.index())));
    return array(field.type(), values);
  }

  /** The same for another version's column. */
  static Object[] array(List<StoredRecord> rows, Mirror mirror) {
    var values = new ArrayList<@Nullable Object>(rows.size());
    for (StoredRecord row : rows) {
      Object value = row.get(mirror.field().index());
      values.add(value == null ? null : mirror.into().apply(value));
    }
    return mirror.typed().array(values);
  }

  /** Values of that type as an array, for {@code unnest}. */
  static Object[] array(ValueType type, List<? extends @Nullable Object> values) {
    Object[] array =
        switch (type) {
          case TEXT, SEVERAL -> new String[values.size()];
          case NUMBER -> new BigDecimal[values.size()];
          case BOOLEAN -> new Boolean[values.size()];
          case DATE -> new LocalDate[values.size()];
          case MOMENT -> new Instant[values.size()];
          case LINK -> new UUID[values.size()];
          case LINES -> throw new IllegalStateException("lines have no column");
        };
    for (int i = 0; i < array.length; i++) {
      Object value = values.get(i);
      array[i] = value instanceof List<?> several ? Parameters.literal(several) : value;
    }
    return array;
  }

  private static String cast(Field field) {
    return "u." + field.column() + (field.type() == ValueType.SEVERAL ? "::text[]" : "");
  }

  /** Reads one row whose columns begin with {@link #list}. */
  StoredRecord read(ResultSet row) throws SQLException {
    var record = new StoredRecord(form);
    for (int i = 0; i < columns.size(); i++) {
      Field field = columns.get(i);
      record.set(field.index(), value(row, i + 1, field));
    }
    return record;
  }

  /** Reads one row whose columns are {@link #list(Scope, Visible)}. */
  StoredRecord readAll(ResultSet row) throws SQLException {
    StoredRecord record = read(row);
    readDerived(row, columns.size(), record);
    return record;
  }

  /** Reads all rows whose columns begin with {@link #list(Scope, Visible)}. */
  List<StoredRecord> readEach(ResultSet rows) throws SQLException {
    var records = new ArrayList<StoredRecord>();
    while (rows.next()) {
      records.add(readAll(rows));
    }
    return records;
  }

  /** Reads what is found elsewhere from the columns behind that many. */
  void readDerived(ResultSet row, int after, StoredRecord record) throws SQLException {
    int column = after;
    for (Field field : derived) {
      record.set(field.index(), value(row, ++column, field.type()));
    }
  }

  private static @Nullable Object value(ResultSet row, int column, Field field)
      throws SQLException {
    if (field.system() && field.type() == ValueType.NUMBER) {
      return row.getLong(column);
    }
    return value(row, column, field.type());
  }

  /** Reads a value of that type. */
  static @Nullable Object value(ResultSet row, int column, ValueType type) throws SQLException {
    return switch (type) {
      case TEXT -> row.getString(column);
      case NUMBER -> row.getBigDecimal(column);
      case BOOLEAN -> {
        boolean flag = row.getBoolean(column);
        yield row.wasNull() ? null : flag;
      }
      case DATE -> row.getObject(column, LocalDate.class);
      case MOMENT -> {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        yield moment == null ? null : moment.toInstant();
      }
      case LINK -> row.getObject(column, UUID.class);
      case SEVERAL -> {
        java.sql.Array several = row.getArray(column);
        yield several == null ? null : List.of((String[]) several.getArray());
      }
      case LINES -> throw new IllegalStateException("lines have no column");
    };
  }
}
