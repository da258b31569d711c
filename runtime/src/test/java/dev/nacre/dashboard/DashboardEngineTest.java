package dev.nacre.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nacre.dashboard.widget.LineWidget;
import dev.nacre.dashboard.widget.NumberWidget;
import dev.nacre.dashboard.widget.PieWidget;
import dev.nacre.dashboard.widget.TableWidget;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.DashboardDefinition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.SalesOrders;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.TestApp;
import dev.nacre.security.ForbiddenException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DashboardEngineTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final SalesOrders SALES = new SalesOrders(120);
  private static final DashboardCompiler COMPILER =
      new DashboardCompiler(
          List.of(new NumberWidget(), new LineWidget(), new PieWidget(), new TableWidget()),
          SALES.aggregates);
  private static final Dashboard OVERVIEW = overview();
  private static final DashboardEngine ENGINE =
      new DashboardEngine(SALES.aggregates, SALES.app.engine);
  private static final Map<String, WidgetResult> SHOWN =
      ENGINE.data(SALES.app.forms, OVERVIEW, TestApp.ADMIN);

  private static Dashboard overview() {
    var problems = new Problems();
    Dashboard dashboard =
        COMPILER.compile(
            SALES.app.documents.dashboards().get("overview"), SALES.app.forms, problems);
    assertThat(problems.list()).isEmpty();
    return dashboard;
  }

  @Test
  void showsFiguresThatAgreeWithAnIndependentCount() {
    var all = (WidgetResult.Figure) SHOWN.get("all");
    assertThat((BigDecimal) all.value()).isEqualByComparingTo("120");
    assertThat(ids(all.records())).hasSize(120);

    var revenue = (WidgetResult.Figure) SHOWN.get("revenue");
    assertThat((BigDecimal) revenue.value()).isEqualByComparingTo(sum(o -> paid(o)));
    assertThat(ids(revenue.records())).isEqualTo(orders(o -> paid(o)));

    assertThat(((WidgetResult.Figure) SHOWN.get("latest_due")).value())
        .isEqualTo(
            SALES.orders.stream()
                .map(o -> (LocalDate) o.get("due"))
                .filter(Objects::nonNull)
                .max(LocalDate::compareTo)
                .orElseThrow());
  }

  @Test
  void drawsEveryDayOfTheRangeAlsoThoseWithNothing() {
    var perDay = (WidgetResult.Series) SHOWN.get("per_day");
    LocalDate today = LocalDate.ofInstant(SALES.app.now, ZONE);
    List<WidgetResult.Point> counts = perDay.lines().getFirst().points();
    assertThat(counts.stream().map(p -> p.at().value()))
        .containsExactlyElementsOf(
            today.minusDays(14).datesUntil(today.plusDays(1)).map(d -> (Object) d).toList());
    for (WidgetResult.Point point : counts) {
      Set<Object> behind = orders(o -> day(o).equals(point.at().value()));
      assertThat(point.value()).isEqualByComparingTo(String.valueOf(behind.size()));
      assertThat(ids(point.records())).isEqualTo(behind);
    }
    // there is no average of nothing
    assertThat(perDay.lines().get(1).points().getFirst().value()).isNull();
  }

  @Test
  void drawsALineForEachValueAndStopsAtNow() {
    var perHour = (WidgetResult.Series) SHOWN.get("per_hour");
    assertThat(perHour.lines()).hasSize(2);
    assertThat(perHour.more()).isTrue();
    List<Object> axis = axis(perHour.lines().getFirst());
    assertThat(axis(perHour.lines().get(1))).isEqualTo(axis);
    assertThat((Instant) axis.getFirst()).isEqualTo(Instant.parse("2026-11-29T16:00:00Z"));
    assertThat((Instant) axis.getLast())
        .isBeforeOrEqualTo(SALES.app.now)
        .isAfter(SALES.app.now.minusSeconds(3600));
    for (WidgetResult.Line line : perHour.lines()) {
      for (WidgetResult.Point point : line.points()) {
        assertThat(ids(point.records())).hasSize(point.value().intValue());
      }
    }
    var byPieces = (WidgetResult.Series) SHOWN.get("by_pieces");
    assertThat(axis(byPieces.lines().getFirst())).hasSize(4);
  }

  private static List<Object> axis(WidgetResult.Line line) {
    return line.points().stream().map(p -> p.at().value()).toList();
  }

  @Test
  void partsTheWholeAndPutsTheRestIntoOne() {
    var channels = (WidgetResult.Slices) SHOWN.get("channels");
    for (WidgetResult.Slice slice : channels.slices()) {
      Object channel = slice.of().value();
      assertThat(slice.value())
          .isEqualByComparingTo(sum(o -> Objects.equals(o.get("channel"), channel)));
    }
    var days = (WidgetResult.Slices) SHOWN.get("days");
    assertThat(days.slices()).hasSize(4);
    assertThat(days.slices().getLast().of()).isNull();
    int total = 0;
    for (WidgetResult.Slice slice : days.slices()) {
      assertThat(ids(slice.records())).hasSize(slice.value().intValue());
      total += slice.value().intValue();
    }
    assertThat(total).isEqualTo(orders(o -> ((BigDecimal) o.get("pieces")).signum() > 0).size());
  }

  @Test
  void listsRecordsAndGroups() {
    var latest = (WidgetResult.Rows) SHOWN.get("latest");
    assertThat(latest.rows()).hasSize(5);
    assertThat(latest.more()).isTrue();
    assertThat(latest.columns()).hasSize(5);
    for (WidgetResult.Row row : latest.rows()) {
      assertThat(ids(row.records())).hasSize(1);
      WidgetResult.Label warehouse = row.cells().get(1);
      boolean living =
          warehouse.value() != null && !warehouse.value().equals(SALES.warehouses.get(2));
      assertThat(warehouse.title() != null).isEqualTo(living);
    }
    assertThat(((WidgetResult.Rows) SHOWN.get("usual")).columns()).hasSize(6);
    var stock = (WidgetResult.Rows) SHOWN.get("stock");
    assertThat(stock.rows()).hasSize(4);
    for (WidgetResult.Row row : stock.rows()) {
      assertThat(ids(row.records())).hasSize(((BigDecimal) row.cells().get(2).value()).intValue());
    }
  }

  @Test
  void showsToEachReaderWhatTheyMaySee() {
    Map<String, WidgetResult> shown = ENGINE.data(SALES.app.forms, OVERVIEW, SALES.web);
    assertThat(shown.keySet()).containsExactlyElementsOf(SHOWN.keySet());
    Set<Object> readable = orders(o -> "web".equals(o.get("channel")));
    assertThat(((BigDecimal) ((WidgetResult.Figure) shown.get("all")).value()).intValue())
        .isEqualTo(readable.size());
    assertThat(shown.get("cost")).isInstanceOf(WidgetResult.Refused.class);
    assertThat(((WidgetResult.Rows) shown.get("latest")).columns().stream().map(c -> name(c)))
        .containsExactly("no", "warehouse", "amount", "phone*");
    assertThatThrownBy(() -> ENGINE.data(SALES.app.forms, OVERVIEW, SalesOrders.person("nobody")))
        .isInstanceOf(ForbiddenException.class);
  }

  private static String name(WidgetResult.Column column) {
    return switch (column) {
      case WidgetResult.Column.OfKey key -> key.key().name();
      case WidgetResult.Column.OfMeasure measure -> measure.measure().name();
      case WidgetResult.Column.OfField field -> field.field().id() + (field.masked() ? "*" : "");
    };
  }

  @Test
  void namesEverythingThatDoesNotFit() throws JsonProcessingException {
    String json =
        """
        {"id": "x", "widgets": [
          {"id": "a", "type": "number", "settings": {"form": "ordre"}},
          {"id": "a", "type": "gague", "settings": {}},
          {"id": "b", "type": "number", "settings": {"form": "order", "filtre": {}}},
          {"id": "c", "type": "number", "settings": {"form": "order", "filter": {"field": "amuont", "op": "gt", "value": 1}}},
          {"id": "d", "type": "line", "settings": {"form": "order", "groupBy": [{"field": "channel", "by": "day"}], "measures": [{"fn": "max", "field": "due"}]}},
          {"id": "e", "type": "pie", "settings": {"form": "order", "groupBy": [{"field": "channel"}], "measures": [{"fn": "avg", "field": "amount"}]}},
          {"id": "f", "type": "table", "settings": {"form": "order", "columns": ["no", "nr"], "sort": ["-x"]}},
          {"id": "g", "type": "line", "settings": {"form": "order", "groupBy": []}},
          {"id": "h", "type": "pie", "settings": {"form": "order", "groupBy": [{"field": "labels"}], "measures": [{"fn": "count"}]}}
        ]}
        """;
    var problems = new Problems();
    var definition = Json.MAPPER.readValue(json, DashboardDefinition.class);
    assertThat(COMPILER.compile(definition, SALES.app.forms, problems)).isNull();
    assertThat(problems.list().stream().map(p -> p.pointer() + " " + p.code()).distinct())
        .contains(
            "/widgets/0/settings/form form_unknown",
            "/widgets/1/id widget_twice",
            "/widgets/1/type kind_unknown",
            "/widgets/3/settings/filter/field name_unknown",
            "/widgets/4/settings/groupBy/0/by aggregate_span",
            "/widgets/5/settings/measures/0/fn widget_not_additive",
            "/widgets/6/settings/columns/1 field_unknown",
            "/widgets/6/settings/sort/0 field_unknown",
            "/widgets/8/settings/groupBy/0/field widget_parts_overlap");
    assertThat(problems.list().stream().map(Problem::pointer))
        .anyMatch(p -> p.startsWith("/widgets/2/settings"))
        .anyMatch(p -> p.startsWith("/widgets/7/settings"));
  }

  private static boolean paid(StoredRecord order) {
    return Boolean.TRUE.equals(order.get("paid"));
  }

  private static LocalDate day(StoredRecord order) {
    return LocalDate.ofInstant(order.createdAt(), ZONE);
  }

  private static Set<Object> orders(Predicate<StoredRecord> which) {
    return SALES.orders.stream().filter(which).map(StoredRecord::id).collect(Collectors.toSet());
  }

  private static BigDecimal sum(Predicate<StoredRecord> which) {
    return SALES.orders.stream()
        .filter(which)
        .map(o -> (BigDecimal) o.get("amount"))
        .filter(Objects::nonNull)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Set<Object> ids(Condition condition) {
    return SALES.ids(condition, TestApp.ADMIN);
  }
}
