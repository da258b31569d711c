package dev.nacre.record.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.record.Form;
import dev.nacre.record.TestApp;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LanesTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final int MOST = 3;

  private TestApp app;

  @BeforeAll
  void someForms() {
    var files = new HashMap<String, String>();
    files.put(
        "app.json",
        "{'schemaVersion':1,'id':'lanes','version':'1.0.0','name':'Lanes',"
            + "'timeZone':'Asia/Shanghai','currency':'CNY'}");
    files.put(
        "forms/free.json",
        "{'id':'free','fields':[{'id':'text','type':'text'},"
            + "{'id':'to','type':'link','settings':{'form':'order'}}]}");
    files.put(
        "forms/order.json",
        "{'id':'order','fields':[{'id':'channel','type':'text'},{'id':'no','type':'number'},"
            + "{'id':'phone','type':'phone'}],'unique':[['channel','no']]}");
    files.put(
        "forms/twice.json",
        "{'id':'twice','fields':[{'id':'channel','type':'text'},{'id':'no','type':'text'},"
            + "{'id':'barcode','type':'text','unique':true}],'unique':[['channel','no']]}");
    files.put(
        "forms/shared.json",
        "{'id':'shared','fields':[{'id':'shop','type':'text'},{'id':'no','type':'text'},"
            + "{'id':'sku','type':'text'}],'unique':[['shop','no'],['shop','sku']]}");
    files.put(
        "forms/numbered.json",
        "{'id':'numbered','fields':[{'id':'no','type':'auto_number'},{'id':'text','type':'text'}]}");
    files.put(
        "forms/tree.json",
        "{'id':'tree','fields':[{'id':'name','type':'text'},"
            + "{'id':'above','type':'link','settings':{'form':'tree'}}]}");
    files.put(
        "forms/linked.json",
        "{'id':'linked','fields':[{'id':'to','type':'link','unique':true,"
            + "'settings':{'form':'order'}},{'id':'text','type':'text'}]}");
    app = TestApp.written(files);
  }

  @Test
  void rowsThatNothingKeepsTogetherArePartedAsTheyStand() {
    Lanes lanes = lanes("free", List.of(), "text", "to");
    assertThat(lanes.part(rows(List.of("a"), List.of("b"), List.of("c"), List.of("d"))))
        .containsExactly(List.of(0, 1), List.of(2), List.of(3));
    assertThat(lanes.part(rows(List.of("a")))).containsExactly(List.of(0));
  }

  @Test
  void rowsOfOneRecordAreInOneLaneHoweverTheyAreSpelt() {
    Lanes lanes = lanes("order", List.of("channel", "no"), "channel", "no", "phone");
    var random = new Random(7);
    var all = new ArrayList<RowGroup>();
    for (int i = 0; i < 600; i++) {
      String no = String.valueOf(random.nextInt(50));
      String spelt = random.nextBoolean() ? " " + no + ".00 " : no;
      all.add(row(List.of(random.nextBoolean() ? "web" : " web ", spelt, "")));
    }
    Map<String, Integer> laneOf = new LinkedHashMap<>();
    List<List<Integer>> parts = lanes.part(all);
    assertThat(parts).hasSize(MOST).allSatisfy(lane -> assertThat(lane).isSorted());
    for (int lane = 0; lane < parts.size(); lane++) {
      for (int at : parts.get(lane)) {
        String no = all.get(at).first().cells().get(1).strip().replace(".00", "");
        assertThat(laneOf.merge(no, lane, (was, is) -> was.equals(is) ? is : -1)).isEqualTo(lane);
      }
    }
    assertThat(parts.stream().flatMap(List::stream).sorted().toList())
        .isEqualTo(IntStream.range(0, 600).boxed().toList());
    // numbers that stand one after the other spread
    assertThat(parts).allSatisfy(lane -> assertThat(lane.size()).isBetween(60, 400));
  }

  @Test
  void rowsThatMayBeInEachOthersWayAreInOneLane() {
    Lanes byShop = lanes("shared", List.of(), "shop", "no", "sku");
    List<List<Integer>> parts =
        byShop.part(rows(List.of("s", "1", "x"), List.of("s", "2", "y"), List.of("s", "3", "x")));
    assertThat(parts).containsExactly(List.of(0, 1, 2));
    assertThat(lanes("twice", List.of(), "channel", "no", "barcode").count()).isEqualTo(1);
    assertThat(lanes("twice", List.of(), "text").count()).isEqualTo(1);
    assertThat(lanes("order", List.of("phone"), "channel", "no", "phone").count()).isEqualTo(1);
    assertThat(lanes("linked", List.of(), "to", "text").count()).isEqualTo(1);
  }

  @Test
  void oneLaneKeepsTheOrderOfNumbersAndOfRowsThatNameEachOther() {
    assertThat(lanes("numbered", List.of(), "text").count()).isEqualTo(1);
    assertThat(lanes("tree", List.of(), "name", "above").count()).isEqualTo(1);
    assertThat(lanes("tree", List.of(), "name").count()).isEqualTo(MOST);
  }

  private Lanes lanes(String form, List<String> key, String... columns) {
    Form known = app.forms.get(form);
    var targets = new LinkedHashMap<Integer, Target>();
    for (int i = 0; i < columns.length; i++) {
      int column = i;
      Target.find(known, columns[i]).ifPresent(to -> targets.put(column, to));
    }
    return Lanes.of(known, key, targets, ZONE, MOST);
  }

  @SafeVarargs
  private static List<RowGroup> rows(List<String>... cells) {
    var rows = new ArrayList<RowGroup>();
    for (List<String> one : cells) {
      rows.add(row(one));
    }
    return rows;
  }

  private static RowGroup row(List<String> cells) {
    return RowGroup.of(new FileLine.Row(1, cells));
  }
}
