package dev.nacre.workspace.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignInGuardTest {
  @ParameterizedTest
  @CsvSource({
    "app/order_hub/record/order/1?tab=2, app/order_hub/record/order/1?tab=2",
    "//shop.example/x, shop.example/x",
    "\\\\shop.example, shop.example",
    "/\\shop.example, shop.example",
    "app/a b/订单, app/a%20b/%E8%AE%A2%E5%8D%95",
    "'app\r\nSet-Cookie: a=b', app%0D%0ASet-Cookie:%20a=b",
  })
  void leadsOnOnlyWithinTheApplication(String wanted, String led) {
    assertThat(SignInGuard.within(wanted)).isEqualTo(led);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "//"})
  void leadsNowhereInParticularWhenNothingWasWanted(String wanted) {
    assertThat(SignInGuard.within(wanted)).isNull();
  }
}
