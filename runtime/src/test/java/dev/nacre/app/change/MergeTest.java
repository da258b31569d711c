package dev.nacre.app.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.metadata.AppFiles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MergeTest {
  private static final String BASE = form("{'id':'a','label':'A'}", "{'id':'b','label':'B'}");

  private static String form(String... fields) {
    return ("{'id':'order','fields':[" + String.join(",", fields) + "]}").replace('\'', '"');
  }

  private static Merge merge(String local, String pack, Merge.Choice choice) {
    return new Merge(files(BASE), files(local), files(pack), choice);
  }

  private static AppFiles files(String form) {
    return AppFiles.of(Map.of("forms/order.json", form));
  }

  private static String text(Merge merge) {
    return merge.result().byPath().get("forms/order.json").replaceAll("\\s", "");
  }

  @Test
  void takesWhatEitherSideAdded() {
    Merge merge =
        merge(
            form("{'id':'a','label':'A'}", "{'id':'mine'}", "{'id':'b','label':'B'}"),
            form("{'id':'a','label':'A'}", "{'id':'b','label':'B'}", "{'id':'theirs'}"),
            Merge.Choice.NONE);
    assertThat(text(merge))
        .isEqualTo(
            form(
                "{'id':'a','label':'A'}",
                "{'id':'mine'}",
                "{'id':'b','label':'B'}",
                "{'id':'theirs'}"));
    assertThat(merge.items().stream().map(i -> i.key() + " " + i.cause() + " " + i.taken()))
        .containsExactlyInAnyOrder(
            "forms/order.json#/fields/mine LOCAL LOCAL",
            "forms/order.json#/fields/theirs PACK PACK");
  }

  @Test
  void keepsTheLocalStateWhereBothChangedUnlessChosenOtherwise() {
    String local = form("{'id':'a','label':'Mine'}", "{'id':'b','label':'B'}");
    String pack = form("{'id':'a','label':'Theirs'}", "{'id':'b','label':'B2'}");
    Merge kept = merge(local, pack, Merge.Choice.NONE);
    assertThat(text(kept)).isEqualTo(form("{'id':'a','label':'Mine'}", "{'id':'b','label':'B2'}"));
    Merge taken =
        merge(
            local,
            pack,
            (item, rule) ->
                item.equals("forms/order.json#/fields/a/label") ? Merge.Side.PACK : rule);
    assertThat(text(taken))
        .isEqualTo(form("{'id':'a','label':'Theirs'}", "{'id':'b','label':'B2'}"));
    assertThat(taken.items().stream().map(Merge.Item::cause))
        .isEqualTo(List.of(Merge.Cause.BOTH, Merge.Cause.PACK));
  }

  @Test
  void followsRemovalsAndNewOrders() {
    Merge merge =
        merge(
            form("{'id':'a','label':'A'}"),
            form("{'id':'c'}", "{'id':'b','label':'B'}", "{'id':'a','label':'A'}"),
            Merge.Choice.NONE);
    assertThat(text(merge)).isEqualTo(form("{'id':'c'}", "{'id':'a','label':'A'}"));
  }
}
