package dev.nacre.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.expression.ExpressionEngine;
import dev.nacre.expression.Scripts;
import dev.nacre.metadata.AppDocuments;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.AppReader;
import dev.nacre.metadata.Messages;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is wrong with fields that are found elsewhere is told before they are published. */
class DerivedCompilerTest {
  private static final String ORDER_LINK =
      "{'id':'customer','type':'link','settings':{'form':'customer'}}";

  /** Problems of two forms with these fields, as {@code file pointer code}. */
  private static List<String> problems(String order, String customer) {
    return problems(order, customer, "");
  }

  private static List<String> problems(String order, String customer, String more) {
    var problems = new Problems();
    AppDocuments app =
        AppReader.read(
            AppFiles.of(
                Map.of(
                    "app.json",
                    "{\"schemaVersion\": 1, \"id\": \"shop\"}",
                    "forms/order.json",
                    form("order", order, more),
                    "forms/customer.json",
                    form("customer", customer, ""))),
            problems);
    new FormCompiler(FieldTypes.registry(), new ExpressionEngine(new Scripts()))
        .compile("s", app.forms().values(), problems);
    for (Problem problem : problems.list()) {
      for (Locale locale : List.of(Locale.ENGLISH, Locale.CHINESE)) {
        assertThat(problem.message(locale)).isNotEqualTo(problem.code()).doesNotContain("{0}");
        assertThat(Messages.hint(problem.code(), locale, problem.args())).isNotEmpty();
      }
    }
    return problems.list().stream()
        .map(p -> p.file() + " " + p.pointer() + " " + p.code())
        .toList();
  }

  private static String form(String id, String fields, String more) {
    return ("{'id':'" + id + "','fields':[" + fields + "]" + more + "}").replace('\'', '"');
  }

  private static String lookup(String id, String through, String field) {
    return "{'id':'%s','type':'lookup','settings':{'through':'%s','field':'%s'}}"
        .formatted(id, through, field);
  }

  private static String rollup(String id, String settings) {
    return "{'id':'%s','type':'rollup','settings':{%s}}".formatted(id, settings);
  }

  private static final String NAME = "{'id':'name','type':'text'}";

  @Test
  void takesWhatFits() {
    assertThat(
            problems(
                ORDER_LINK + "," + lookup("c", "customer", "name"),
                NAME + "," + rollup("n", "'from':'order','fn':'count'")))
        .isEmpty();
  }

  @Test
  void needsALinkAndAFieldOverThere() {
    assertThat(problems(ORDER_LINK + "," + lookup("c", "name", "name"), NAME))
        .containsExactly("forms/order.json /fields/1/settings/through lookup_through");
    assertThat(problems(ORDER_LINK + "," + lookup("c", "customer", "nam"), NAME))
        .containsExactly("forms/order.json /fields/1/settings/field far_field_unknown");
    String lines =
        NAME + ",{'id':'l','type':'table','settings':{'fields':[{'id':'x','type':'text'}]}}";
    assertThat(problems(ORDER_LINK + "," + lookup("c", "customer", "l"), lines))
        .containsExactly("forms/order.json /fields/1/settings/field far_field_lines");
  }

  @Test
  void findsCirclesAcrossForms() {
    assertThat(
            problems(
                ORDER_LINK + "," + lookup("total", "customer", "total"),
                NAME + "," + rollup("total", "'from':'order','fn':'sum','field':'total'")))
        .hasSize(1)
        .allMatch(p -> p.endsWith("derived_cycle"));
  }

  @Test
  void needsSomethingThatLinksHere() {
    assertThat(problems(ORDER_LINK, NAME + "," + rollup("n", "'from':'ordr','fn':'count'")))
        .containsExactly("forms/customer.json /fields/1/settings/from rollup_from_unknown");
    String two = ORDER_LINK + "," + ORDER_LINK.replace("'id':'customer'", "'id':'payer'");
    assertThat(problems(two, NAME + "," + rollup("n", "'from':'order','fn':'count'")))
        .containsExactly("forms/customer.json /fields/1/settings/from rollup_from_several");
    assertThat(problems(two, NAME + "," + rollup("n", "'from':'order.payer','fn':'count'")))
        .isEmpty();
  }

  @Test
  void needsAFigureThatFitsTheField() {
    assertThat(problems(ORDER_LINK, NAME + "," + rollup("n", "'from':'order','fn':'sum'")))
        .containsExactly("forms/customer.json /fields/1/settings/field rollup_field_missing");
    String text = ORDER_LINK + ",{'id':'note','type':'text'}";
    assertThat(problems(text, NAME + "," + rollup("n", "'from':'order','fn':'avg','field':'note'")))
        .containsExactly("forms/customer.json /fields/1/settings/fn aggregate_fn");
    assertThat(problems(text, NAME + "," + rollup("n", "'from':'order','fn':'max','field':'note'")))
        .isEmpty();
  }

  @Test
  void checksTheConditionOfAFigure() {
    String where = "'from':'order','fn':'count','where':{'field':'stat','op':'empty'}";
    assertThat(problems(ORDER_LINK, NAME + "," + rollup("n", where)))
        .containsExactly("forms/customer.json /fields/1/settings/where/field name_unknown_here");
    String circle =
        "'from':'order','fn':'count','where':{'field':'customer.n','op':'gt','value':1}";
    assertThat(problems(ORDER_LINK, NAME + "," + rollup("n", circle)))
        .containsExactly("forms/customer.json /fields/1/settings/where rollup_where_rollup");
  }

  @Test
  void allowsNothingThatNeedsAValueOfItsOwn() {
    String lookup =
        lookup("c", "customer", "name").replace("'type'", "'required':true,'unique':true,'type'");
    assertThat(problems(ORDER_LINK + "," + lookup, NAME, ",'titleField':'c','unique':[['c']]"))
        .containsExactlyInAnyOrder(
            "forms/order.json /fields/1/required derived_property",
            "forms/order.json /fields/1/unique derived_property",
            "forms/order.json /titleField derived_not_here",
            "forms/order.json /unique/0 derived_not_here");
    String lines =
        "{'id':'l','type':'table','settings':{'fields':[%s]}}"
            .formatted(rollup("n", "'from':'order','fn':'count'"));
    assertThat(problems(ORDER_LINK, NAME + "," + lines))
        .containsExactly("forms/customer.json /fields/1/settings/fields/0/type rollup_in_lines");
  }
}
