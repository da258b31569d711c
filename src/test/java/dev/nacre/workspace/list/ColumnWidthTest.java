package dev.nacre.workspace.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnWidthTest {
  @Test
  void showsAnOrderNumberOfNineteenDigitsWhole() {
    assertThat(ColumnWidth.of("订单号", List.of("3063804314290563583", "S511451")))
        .isBetween(175, 200);
  }

  @Test
  void takesNoMoreThanShortTextsNeed() {
    assertThat(ColumnWidth.of("省份", List.of("浙江", "黑龙江"))).isLessThan(90);
  }

  @Test
  void makesRoomForTheHeadingOfShortValues() {
    assertThat(ColumnWidth.of("Customer no. at the shop", List.of("M1", "M2"))).isGreaterThan(200);
  }

  @Test
  void countsChineseAsWiderThanLatin() {
    assertThat(ColumnWidth.of("a", List.of("浦东新区锦绣路52号1853室")))
        .isGreaterThan(ColumnWidth.of("a", List.of("abcdefghijklmno")));
  }

  @Test
  void letsNoTextPushTheOthersAway() {
    assertThat(ColumnWidth.of("Note", List.of("long ".repeat(200)))).isEqualTo(280);
  }
}
