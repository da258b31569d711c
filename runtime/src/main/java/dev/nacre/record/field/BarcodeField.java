package dev.nacre.record.field;

import dev.nacre.metadata.Problems;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a barcode says: typed, read by a scanner (which types), or by the camera of a phone. Prints
 * draw it as a QR code or as Code 128.
 */
@Singleton
public final class BarcodeField extends TextValue<BarcodeField.Settings> {
  private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]{1,200}");

  /**
   * Which codes fit.
   *
   * @param format null means any
   */
  public record Settings(@Nullable Format format) {}

  /** What the article numbers of GS1 look like; their last digit proves the others. */
  public enum Format {
    /** Any printable characters, as Code 128 and QR codes hold. */
    ANY(0),
    /** Thirteen digits, as on goods in shops. */
    EAN_13(13),
    /** Eight digits, on small goods. */
    EAN_8(8),
    /** Twelve digits, in North America. */
    UPC_A(12);

    private final int digits;

    Format(int digits) {
      this.digits = digits;
    }

    /** GS1 General Specifications 7.9: from the right, digits weigh 3 and 1 by turns. */
    private boolean proves(String code) {
      if (code.length() != digits || !code.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return false;
      }
      int sum = 0;
      for (int i = 0; i < digits; i++) {
        int digit = code.charAt(digits - 1 - i) - '0';
        sum += i % 2 == 0 ? digit : 3 * digit;
      }
      return sum % 10 == 0;
    }
  }

  @Override
  public String id() {
    return "barcode";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  @Nullable String normal(String text, Settings s, String pointer, Problems problems) {
    String code = Texts.plain(text);
    Format format = s.format() == null ? Format.ANY : s.format();
    if (format == Format.ANY ? !PRINTABLE.matcher(code).matches() : !format.proves(code)) {
      problems.add(
          pointer,
          format == Format.ANY ? "barcode_characters" : "barcode_digits",
          Texts.shown(text),
          format.digits);
      return null;
    }
    return code;
  }
}
