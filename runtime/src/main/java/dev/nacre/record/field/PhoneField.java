package dev.nacre.record.field;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.nacre.metadata.Problems;
import jakarta.inject.Singleton;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A phone number, kept in one spelling, so that what is equal is found: a number of the field's
 * region as its national digits ({@code 13800001234}), any other with its country ({@code
 * +442079460958}), an extension behind a hyphen. A number that a marketplace has masked ({@code
 * 138****1234}) is kept as it came.
 */
@Singleton
public final class PhoneField extends TextValue<PhoneField.Settings> {
  private static final String HOME = "CN";
  private static final int LONGEST = 60;
  private static final int MOBILE = 11;
  private static final Pattern EXTENSION =
      Pattern.compile("(.*\\d)\\s*(?:-|转|#|,|x|ext\\.?)\\s*(\\d{1,6})", Pattern.CASE_INSENSITIVE);
  private static final Pattern MASKED = Pattern.compile("(?=.*\\*)(?=.*\\d)[-+ \\d*]{4,30}");

  /**
   * What is assumed of a number without a country.
   *
   * @param region two letters (ISO 3166); null means CN
   */
  public record Settings(
      @jakarta.validation.constraints.Pattern(regexp = "[A-Z]{2}") @Nullable String region) {
    String home() {
      return region == null ? HOME : region;
    }
  }

  @Override
  public String id() {
    return "phone";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public void check(Settings s, String pointer, Problems problems) {
    if (!PhoneNumberUtil.getInstance().getSupportedRegions().contains(s.home())) {
      problems.add(pointer + "/region", "region_unknown", s.home());
    }
  }

  @Override
  @Nullable String normal(String text, Settings s, String pointer, Problems problems) {
    String plain = Texts.plain(text);
    if (plain.length() <= LONGEST) {
      if (MASKED.matcher(plain).matches()) {
        return plain;
      }
      if (s.home().equals(HOME) && mobile(plain)) {
        return plain;
      }
      String number = number(plain, s.home());
      if (number != null) {
        return number;
      }
      Matcher extended = EXTENSION.matcher(plain);
      if (extended.matches()) {
        number = number(extended.group(1), s.home());
        if (number != null) {
          return number + "-" + extended.group(2);
        }
      }
    }
    problems.add(pointer, "phone_invalid", Texts.shown(text));
    return null;
  }

  /**
   * Whether it is a mobile number of the mainland, plainly written. Most are, and asking the
   * library costs more than everything else about a record together.
   */
  static boolean mobile(String text) {
    if (text.length() != MOBILE || text.charAt(0) != '1') {
      return false;
    }
    for (int i = 1; i < MOBILE; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return switch (text.charAt(1)) {
      case '3', '8' -> true;
      case '5', '9' -> text.charAt(2) != '4';
      default -> false;
    };
  }

  static @Nullable String number(String text, String region) {
    PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    try {
      PhoneNumber number = phones.parse(text, region);
      if (!phones.isValidNumber(number)) {
        return null;
      }
      String extension = number.hasExtension() ? "-" + number.getExtension() : "";
      number.clearExtension();
      boolean home = number.getCountryCode() == phones.getCountryCodeForRegion(region);
      String digits =
          home
              ? phones.format(number, PhoneNumberFormat.NATIONAL).replaceAll("\\D", "")
              : phones.format(number, PhoneNumberFormat.E164);
      return digits + extension;
    } catch (NumberParseException e) {
      return null;
    }
  }
}
