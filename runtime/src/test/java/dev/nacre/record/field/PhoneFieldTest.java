package dev.nacre.record.field;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhoneFieldTest {
  @Test
  void knowsMobileNumbersAsTheLibraryDoes() {
    int known = 0;
    for (int prefix = 1_000; prefix < 2_000; prefix++) {
      String text = prefix + "0012345";
      if (PhoneField.mobile(text)) {
        known++;
        assertThat(PhoneField.number(text, "CN")).isEqualTo(text);
      }
    }
    assertThat(known).isEqualTo(380);
    assertThat(PhoneField.mobile("1380013800０")).isFalse();
    assertThat(PhoneField.mobile("+8613800138000")).isFalse();
  }
}
