package dev.nacre.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints that somebody would write by hand for this one form: the same tables, the same
 * promises (a link that exists, a unique number, history in the same transaction), plain JDBC.
 */
@Path("/orders")
public final class Orders {
  private static final String SCHEMA = "\"app_bench\".";
  private static final String ORDER = SCHEMA + "\"order\"";
  private static final String COLUMNS =
      "id, version, created_at, created_by, updated_at, updated_by, order_no, channel, shop,"
          + " status, paid_at, warehouse, buyer, phone, province, address, freight, discount, rush,"
          + " amount, remark";
  private static final String EXISTS =
      "select 1 from " + SCHEMA + "\"warehouse\" where id = ? and deleted_at is null";
  private static final String INSERT =
      "insert into "
          + ORDER
          + " ("
          + COLUMNS
          + ") values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) on conflict do nothing";
  private static final String INSERT_LINES =
      "insert into "
          + SCHEMA
          + "\"order$lines\" (id, record_id, position, sku, qty, price, amount) values ";
  private static final String LOG =
      "insert into "
          + SCHEMA
          + "\"_history\" (id, form, record_id, version, at, who, origin, op, app_version, before,"
          + " after) values (?, 'order', ?, 1, ?, 'hand', 'api', 'create', 1, '{}', ?::jsonb)";
  private static final String READ =
      "select " + COLUMNS + " from " + ORDER + " where id = ? and deleted_at is null";
  private static final String LINES =
      "select id, sku, qty, price, amount from "
          + SCHEMA
          + "\"order$lines\" where record_id = ? order by position";
  private static final String LIST =
      "select "
          + COLUMNS
          + " from "
          + ORDER
          + " where deleted_at is null and channel = ? and status = ?"
          + " order by created_at desc, id desc limit 51";
  private static final Pattern PHONE = Pattern.compile("1[0-9]{10}");

  private final DataSource database;
  private final ObjectMapper json;

  Orders(DataSource database, ObjectMapper json) {
    this.database = database;
    this.json = json;
  }

  /** Creates an order with its lines and its history, all or nothing. */
  @POST
  public Response create(Order order) throws SQLException, JsonProcessingException {
    check(order);
    var lines = new ArrayList<Order.Line>();
    BigDecimal total = or0(order.freight()).subtract(or0(order.discount()));
    for (Order.Line line : order.lines() == null ? List.<Order.Line>of() : order.lines()) {
      Order.Line made = line.made(UUID.randomUUID());
      lines.add(made);
      total = total.add(Objects.requireNonNull(made.amount()));
    }
    Order made = order.made(UUID.randomUUID(), Instant.now(), lines, total);
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        exists(connection, made.warehouse());
        insert(connection, made);
        insertLines(connection, made, lines);
        log(connection, made);
        connection.commit();
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
    return Response.status(201)
        .header("Location", "/orders/" + made.id())
        .header("ETag", "\"1\"")
        .entity(made)
        .build();
  }

  private static void check(Order order) {
    if (order.orderNo() == null || order.channel() == null || order.status() == null) {
      throw new BadRequestException("order_no, channel and status are needed");
    }
    if (order.phone() != null && !PHONE.matcher(order.phone()).matches()) {
      throw new BadRequestException("phone");
    }
    if (or0(order.freight()).signum() < 0 || or0(order.discount()).signum() < 0) {
      throw new BadRequestException("negative");
    }
    for (Order.Line line : order.lines() == null ? List.<Order.Line>of() : order.lines()) {
      if (line.sku() == null || line.qty().compareTo(BigDecimal.ONE) < 0 || line.price() == null) {
        throw new BadRequestException("a line needs sku, qty and price");
      }
    }
  }

  private static BigDecimal or0(@Nullable BigDecimal number) {
    return number == null ? BigDecimal.ZERO : number;
  }

  private static void exists(Connection connection, @Nullable UUID warehouse) throws SQLException {
    if (warehouse == null) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(EXISTS)) {
      statement.setObject(1, warehouse);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new BadRequestException("no such warehouse");
        }
      }
    }
  }

  private static void insert(Connection connection, Order order) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      Object now = moment(order.createdAt());
      Object[] values = {
        order.id(),
        order.version(),
        now,
        order.createdBy(),
        now,
        order.updatedBy(),
        order.orderNo(),
        order.channel(),
        order.shop(),
        order.status(),
        moment(order.paidAt()),
        order.warehouse(),
        order.buyer(),
        order.phone(),
        order.province(),
        order.address(),
        order.freight(),
        order.discount(),
        order.rush(),
        order.amount(),
        order.remark()
      };
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      if (statement.executeUpdate() == 0) {
        throw new BadRequestException("this number is taken");
      }
    }
  }

  private static @Nullable OffsetDateTime moment(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  private static void insertLines(Connection connection, Order order, List<Order.Line> lines)
      throws SQLException {
    if (lines.isEmpty()) {
      return;
    }
    String sql = INSERT_LINES + "(?,?,?,?,?,?,?)" + ",(?,?,?,?,?,?,?)".repeat(lines.size() - 1);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int next = 1;
      int position = 0;
      for (Order.Line line : lines) {
        statement.setObject(next++, line.id());
        statement.setObject(next++, order.id());
        statement.setInt(next++, position++);
        statement.setString(next++, line.sku());
        statement.setBigDecimal(next++, line.qty());
        statement.setBigDecimal(next++, line.price());
        statement.setBigDecimal(next++, line.amount());
      }
      statement.executeUpdate();
    }
  }

  private void log(Connection connection, Order order)
      throws SQLException, JsonProcessingException {
    try (PreparedStatement statement = connection.prepareStatement(LOG)) {
      statement.setObject(1, UUID.randomUUID());
      statement.setObject(2, order.id());
      statement.setObject(3, moment(order.createdAt()));
      statement.setString(4, json.writeValueAsString(order));
      statement.executeUpdate();
    }
  }

  /** One order with its lines. */
  @GET
  @Path("/{id}")
  public Response read(@PathParam("id") UUID id) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setObject(1, id);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new NotFoundException();
        }
        Order order = order(row, lines(connection, id));
        return Response.ok(order).header("ETag", "\"" + order.version() + "\"").build();
      }
    }
  }

  private static List<Order.Line> lines(Connection connection, UUID id) throws SQLException {
    var lines = new ArrayList<Order.Line>();
    try (PreparedStatement statement = connection.prepareStatement(LINES)) {
      statement.setObject(1, id);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          lines.add(
              new Order.Line(
                  row.getObject(1, UUID.class),
                  row.getString(2),
                  row.getBigDecimal(3),
                  row.getBigDecimal(4),
                  row.getBigDecimal(5)));
        }
      }
    }
    return lines;
  }

  private static Order order(ResultSet row, @Nullable List<Order.Line> lines) throws SQLException {
    return new Order(
        row.getObject(1, UUID.class),
        row.getLong(2),
        instant(row, 3),
        row.getString(4),
        instant(row, 5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        row.getString(10),
        instant(row, 11),
        row.getObject(12, UUID.class),
        row.getString(13),
        row.getString(14),
        row.getString(15),
        row.getString(16),
        row.getBigDecimal(17),
        row.getBigDecimal(18),
        row.getObject(19, Boolean.class),
        lines,
        row.getBigDecimal(20),
        row.getString(21));
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
    return moment == null ? null : moment.toInstant();
  }

  /** The newest fifty of a channel and state. */
  @GET
  public Map<String, Object> list(
      @QueryParam("channel") String channel, @QueryParam("status") String status)
      throws SQLException {
    var found = new ArrayList<Order>();
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(LIST)) {
      statement.setString(1, channel);
      statement.setString(2, status);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(order(row, null));
        }
      }
    }
    boolean more = found.size() > 50;
    List<Order> page = more ? found.subList(0, 50) : found;
    Object next = more ? page.getLast().createdAt() + "/" + page.getLast().id() : "";
    return Map.of("records", page, "next", next);
  }
}
