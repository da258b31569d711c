package dev.nacre.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Aggregate.Fn;
import dev.nacre.record.Aggregate.GroupBy;
import dev.nacre.record.Aggregate.Measure;
import dev.nacre.record.Aggregate.Span;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AggregateEngineTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final SalesOrders SALES = new SalesOrders(300);
  private static final List<Measure> MEASURES =
      List.of(
          new Measure(Fn.COUNT, null),
          new Measure(Fn.SUM, "amount"),
          new Measure(Fn.AVG, "amount"),
          new Measure(Fn.MIN, "amount"),
          new Measure(Fn.MAX, "due"),
          new Measure(Fn.COUNT, "amount"));

  static Stream<Arguments> groupings() {
    return Stream.of(
        by("channel", null, order -> order.get("channel")),
        by("warehouse", null, order -> order.get("warehouse")),
        by("paid", null, order -> order.get("paid")),
        by("pieces", null, order -> order.get("pieces")),
        by("due", null, order -> order.get("due")),
        by("due", Span.DAY, order -> order.get("due")),
        by("due", Span.WEEK, order -> week((LocalDate) order.get("due"))),
        by("due", Span.MONTH, order -> month((LocalDate) order.get("due"))),
        by("createdAt", Span.HOUR, order -> hour(order.createdAt())),
        by("createdAt", Span.DAY, order -> day(order.createdAt())),
        by("createdAt", Span.WEEK, order -> week(day(order.createdAt()))),
        by("paid_at", Span.MONTH, order -> month(day((Instant) order.get("paid_at")))),
        by("paid_at", Span.YEAR, order -> year(day((Instant) order.get("paid_at")))),
        by("paid_at", null, order -> order.get("paid_at")),
        way(1),
        way(2),
        way(3),
        each("labels"),
        each("also"),
        by("warehouse.region", null, AggregateEngineTest::region),
        by("warehouse.city.province", null, order -> living(order) ? "浙江" : null));
  }

  private static Arguments by(String field, Span span, Function<StoredRecord, Object> key) {
    return Arguments.of(new GroupBy(field, span), key);
  }

  private static Arguments way(int steps) {
    Function<StoredRecord, Object> key =
        order -> {
          List<?> way = (List<?>) order.get("to");
          return way == null ? null : way.subList(0, Math.min(steps, way.size()));
        };
    return Arguments.of(new GroupBy("to", null, steps), key);
  }

  /** A record counts in the group of each of its values. */
  private static Arguments each(String field) {
    Function<StoredRecord, Object> keys =
        order ->
            order.get(field) instanceof List<?> all
                ? new Several(
                    all.stream()
                        .map(one -> field.equals("also") ? UUID.fromString((String) one) : one)
                        .toList())
                : null;
    return Arguments.of(new GroupBy(field, null), keys);
  }

  private record Several(List<?> keys) {}

  @ParameterizedTest
  @MethodSource("groupings")
  void agreesWithAnIndependentCount(GroupBy by, Function<StoredRecord, Object> keyOf) {
    Aggregation answer =
        SALES.ask(new Aggregate("order", null, List.of(by), MEASURES, List.of(), 1000));

    Map<Object, List<StoredRecord>> expected = new HashMap<>();
    for (StoredRecord order : SALES.orders) {
      Object of = plain(keyOf.apply(order));
      List<?> keys = of instanceof Several several ? several.keys() : Collections.singletonList(of);
      keys.forEach(
          key -> expected.computeIfAbsent(key, k -> new java.util.ArrayList<>()).add(order));
    }
    assertThat(answer.more()).isFalse();
    assertThat(answer.groups().stream().map(g -> g.key().getFirst()))
        .containsExactlyInAnyOrderElementsOf(expected.keySet());
    for (Aggregation.Group group : answer.groups()) {
      List<StoredRecord> behind = expected.get(group.key().getFirst());
      figures(group, behind);
      assertThat(SALES.ids(group.records(), TestApp.ADMIN))
          .as("%s", group.records().json())
          .isEqualTo(ids(behind));
    }
  }

  private static void figures(Aggregation.Group group, List<StoredRecord> behind) {
    List<BigDecimal> amounts =
        behind.stream().map(o -> (BigDecimal) o.get("amount")).filter(Objects::nonNull).toList();
    BigDecimal sum = amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(group.number(0)).isEqualByComparingTo(String.valueOf(behind.size()));
    assertThat(group.number(1)).isEqualByComparingTo(sum);
    assertThat(group.number(5)).isEqualByComparingTo(String.valueOf(amounts.size()));
    if (amounts.isEmpty()) {
      assertThat(group.number(2)).isNull();
      assertThat(group.number(3)).isNull();
    } else {
      BigDecimal average = sum.divide(BigDecimal.valueOf(amounts.size()), 6, RoundingMode.HALF_UP);
      assertThat(group.number(2).setScale(6, RoundingMode.HALF_UP)).isEqualByComparingTo(average);
      assertThat(group.number(3))
          .isEqualByComparingTo(amounts.stream().min(BigDecimal::compareTo).orElseThrow());
    }
    assertThat(group.values().get(4))
        .isEqualTo(
            behind.stream()
                .map(o -> (LocalDate) o.get("due"))
                .filter(Objects::nonNull)
                .max(LocalDate::compareTo)
                .orElse(null));
  }

  @Test
  void groupsByTwoKeysAndSortsByAMeasure() {
    Aggregation answer =
        SALES.ask(
            new Aggregate(
                "order",
                filter("{'field':'channel','op':'not_empty'}"),
                List.of(new GroupBy("channel", null), new GroupBy("createdAt", Span.DAY)),
                List.of(),
                List.of(Query.Sort.read("-count"), Query.Sort.read("createdAt")),
                5));
    assertThat(answer.groups()).hasSize(5);
    assertThat(answer.more()).isTrue();
    assertThat(answer.groups().stream().map(g -> g.number(0)).toList())
        .isSortedAccordingTo((a, b) -> b.compareTo(a));
    for (Aggregation.Group group : answer.groups()) {
      assertThat(SALES.ids(group.records(), TestApp.ADMIN)).hasSize(group.number(0).intValue());
    }
  }

  @Test
  void figuresOverNothingAreZeroOrEmpty() {
    Aggregation answer =
        SALES.ask(
            new Aggregate(
                "order",
                filter("{'field':'no','op':'eq','value':'none'}"),
                List.of(),
                MEASURES,
                List.of(),
                1));
    assertThat(answer.groups()).hasSize(1);
    assertThat(answer.groups().getFirst().values())
        .containsExactly(BigDecimal.ZERO, BigDecimal.ZERO, null, null, null, BigDecimal.ZERO);
  }

  @Test
  void namesLinksAndShowsValuesAsPeopleReadThem() {
    Aggregation answer =
        SALES.ask(
            new Aggregate(
                "order",
                null,
                List.of(new GroupBy("warehouse", null), new GroupBy("channel", null)),
                List.of(new Measure(Fn.AVG, "amount")),
                List.of(),
                1000));
    var titles = new HashSet<String>();
    answer.groups().forEach(g -> titles.add(g.titles().getFirst()));
    // a deleted warehouse has no name any more
    assertThat(titles).containsExactlyInAnyOrder("North", "South", null);
    assertThat(answer.keys().get(1).display("web", java.util.Locale.CHINESE)).isEqualTo("网店");
    assertThat(
            answer
                .measures()
                .getFirst()
                .display(new BigDecimal("1234.5678"), java.util.Locale.ENGLISH))
        .isEqualTo("1,234.57");
  }

  @Test
  void countsOnlyWhatTheReaderMayRead() {
    Aggregation answer =
        SALES.aggregates.aggregate(
            SALES.app.forms,
            new Aggregate(
                "order", null, List.of(new GroupBy("channel", null)), List.of(), List.of(), 10),
            SALES.web);
    assertThat(answer.groups()).hasSize(1);
    assertThat(answer.groups().getFirst().key()).containsExactly("web");
    assertThat(answer.groups().getFirst().number(0).longValue())
        .isEqualTo(SALES.orders.stream().filter(o -> "web".equals(o.get("channel"))).count());
  }

  @Test
  void refusesWhatTheReaderMayNotSee() {
    assertThat(codes("cost", "amount", SALES.web)).containsExactly("field_unknown");
    assertThat(codes("channel", "cost", SALES.web)).containsExactly("field_unknown");
    assertThat(codes("phone", "amount", SALES.web)).containsExactly("field_masked");
    assertThat(codes("warehouse.secret", "amount", SALES.web)).containsExactly("field_unknown");
    assertThat(codes("warehouse.city.province", "amount", SALES.web))
        .containsExactly("field_unknown");
    assertThat(
            catchThrowableOfType(
                ForbiddenException.class,
                () ->
                    SALES.aggregates.aggregate(
                        SALES.app.forms,
                        Aggregate.count("order", null),
                        SalesOrders.person("nobody"))))
        .isNotNull();
  }

  private static List<String> codes(String groupBy, String sum, Identity who) {
    var question =
        new Aggregate(
            "order",
            null,
            List.of(new GroupBy(groupBy, null)),
            List.of(new Measure(Fn.SUM, sum)),
            List.of(),
            10);
    return catchThrowableOfType(
            InvalidQueryException.class,
            () -> SALES.aggregates.aggregate(SALES.app.forms, question, who))
        .problems()
        .stream()
        .map(Problem::code)
        .toList();
  }

  @Test
  void namesEverythingThatDoesNotFit() {
    var question =
        new Aggregate(
            "order",
            filter("{'field':'chanel','op':'empty'}"),
            List.of(
                new GroupBy("channel", Span.DAY),
                new GroupBy("due", Span.HOUR),
                new GroupBy("x", null),
                new GroupBy("to", null),
                new GroupBy("channel", null, 1)),
            List.of(
                new Measure(Fn.SUM, null), new Measure(Fn.SUM, "no"), new Measure(Fn.MAX, "paid")),
            List.of(),
            0);
    var fault = catchThrowableOfType(InvalidQueryException.class, () -> SALES.ask(question));
    assertThat(fault.problems().stream().map(p -> p.pointer() + " " + p.code()))
        .containsExactly(
            "/filter/field name_unknown",
            "/groupBy/0/by aggregate_span",
            "/groupBy/1/by aggregate_span",
            "/groupBy/2/field field_unknown",
            "/groupBy/3/steps aggregate_steps_missing",
            "/groupBy/4/steps aggregate_steps",
            "/measures/0 aggregate_field_missing",
            "/measures/1/fn aggregate_fn",
            "/measures/2/fn aggregate_fn",
            "/limit aggregate_limit");
    var sorted =
        new Aggregate("order", null, List.of(), List.of(), List.of(Query.Sort.read("-amount")), 1);
    assertThat(
            catchThrowableOfType(InvalidQueryException.class, () -> SALES.ask(sorted)).problems())
        .extracting(Problem::code)
        .containsExactly("aggregate_sort");
  }

  @Test
  void computesFieldsAcrossTwoLinks() {
    assertThat(SALES.orders.stream().filter(o -> o.get("warehouse") != null))
        .allMatch(o -> "浙江".equals(o.get("province")));
  }

  private static Condition filter(String json) {
    return Condition.read(TestApp.json(json));
  }

  private static Set<Object> ids(List<StoredRecord> orders) {
    return new HashSet<>(orders.stream().map(StoredRecord::id).toList());
  }

  private static Object plain(Object value) {
    return value instanceof BigDecimal n
        ? n.stripTrailingZeros().scale() < 0 ? n.setScale(0) : n.stripTrailingZeros()
        : value;
  }

  private static boolean living(StoredRecord order) {
    Object warehouse = order.get("warehouse");
    return warehouse != null && !warehouse.equals(SALES.warehouses.get(2));
  }

  private static Object region(StoredRecord order) {
    return living(order) && order.get("warehouse").equals(SALES.warehouses.get(0)) ? "N" : null;
  }

  private static Instant hour(Instant moment) {
    return moment.truncatedTo(ChronoUnit.HOURS);
  }

  private static LocalDate day(Instant moment) {
    return moment == null ? null : LocalDate.ofInstant(moment, ZONE);
  }

  private static LocalDate week(LocalDate day) {
    return day == null ? null : day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }

  private static LocalDate month(LocalDate day) {
    return day == null ? null : day.withDayOfMonth(1);
  }

  private static LocalDate year(LocalDate day) {
    return day == null ? null : day.withDayOfYear(1);
  }
}
