package dev.nacre.record.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.MultiFormatWriter;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeReaderTest {
  private static final String EAN = "6901234567892";

  @ParameterizedTest
  @CsvSource({
    "QR_CODE, https://example.com/p/R-0042, 300, 300",
    "EAN_13, 6901234567892, 400, 160",
    "EAN_8, 96385074, 400, 160",
    "CODE_128, SHELF-07-B, 500, 140",
    "CODE_39, BIN 12, 500, 140",
    "DATA_MATRIX, LOT20261122, 200, 200"
  })
  void readsTheCodeInAPhoto(BarcodeFormat format, String says, int width, int height) {
    assertThat(read(photo(code(format, says, width, height), 1200, 1600), "any")).isEqualTo(says);
  }

  @Test
  void readsWhatLiesOnItsSideOrIsSmallInALargePhoto() {
    BufferedImage bars = code(BarcodeFormat.EAN_13, EAN, 400, 160);
    assertThat(read(turned(photo(bars, 1200, 1600)), "any")).isEqualTo(EAN);
    assertThat(read(photo(code(BarcodeFormat.QR_CODE, EAN, 260, 260), 4000, 5000), "any"))
        .isEqualTo(EAN);
  }

  @Test
  void takesTheCodeThatTheFieldIsFor() {
    BufferedImage both = photo(code(BarcodeFormat.QR_CODE, "shop.example", 300, 300), 1200, 1600);
    Graphics2D pen = both.createGraphics();
    pen.drawImage(code(BarcodeFormat.EAN_13, EAN, 400, 160), 300, 1200, null);
    pen.dispose();

    assertThat(read(both, "ean_13")).isEqualTo(EAN);
    assertThatThrownBy(() -> read(both, "ean_8")).satisfies(is("code_none"));
  }

  @Test
  void saysThatThereIsNoCode() {
    assertThatThrownBy(() -> read(photo(null, 1200, 1600), "any"))
        .satisfies(is("code_none"))
        .satisfies(
            e ->
                assertThat(((FileRefusedException) e).problems().getFirst().message(Locale.CHINESE))
                    .contains("photo.jpg", "没有可识别"));
  }

  @Test
  void refusesWhatIsNoPictureOrTooLargeAOneBeforeDrawingIt() {
    byte[] letter = "Dear all".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> read(letter)).satisfies(is("upload_picture_broken"));
    assertThatThrownBy(() -> read(head(40_000, 40_000))).satisfies(is("upload_picture_huge"));
    assertThatThrownBy(() -> read(head(400, 400))).satisfies(is("upload_picture_broken"));

    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 1;
          }
        };
    assertThatThrownBy(() -> CodeReader.read(endless, "photo.jpg", "any"))
        .satisfies(is("code_too_large"));
  }

  private static Consumer<Throwable> is(String code) {
    return e -> assertThat(((FileRefusedException) e).problems().getFirst().code()).isEqualTo(code);
  }

  private static String read(byte[] picture) throws IOException {
    return CodeReader.read(new ByteArrayInputStream(picture), "photo.jpg", "any");
  }

  private static String read(BufferedImage picture, String format) {
    var out = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "jpg", out);
      return CodeReader.read(new ByteArrayInputStream(out.toByteArray()), "photo.jpg", format);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage code(BarcodeFormat format, String says, int width, int height) {
    try {
      BitMatrix bits = new MultiFormatWriter().encode(says, format, width, height);
      var image = new BufferedImage(bits.getWidth(), bits.getHeight(), BufferedImage.TYPE_INT_RGB);
      for (int x = 0; x < image.getWidth(); x++) {
        for (int y = 0; y < image.getHeight(); y++) {
          image.setRGB(x, y, bits.get(x, y) ? 0x202020 : 0xf0eee8);
        }
      }
      return image;
    } catch (WriterException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** A table with grain and other things, and a code on it. */
  private static BufferedImage photo(@Nullable BufferedImage code, int width, int height) {
    var photo = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var random = new Random(7);
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        int grain = random.nextInt(24);
        photo.setRGB(x, y, new Color(150 + grain, 120 + grain, 90 + grain).getRGB());
      }
    }
    Graphics2D pen = photo.createGraphics();
    pen.setColor(new Color(0x1f6f78));
    pen.fillOval(width / 10, height / 20, width / 4, width / 4);
    if (code != null) {
      pen.drawImage(code, (width - code.getWidth()) / 2, (height - code.getHeight()) / 2, null);
    }
    pen.dispose();
    return photo;
  }

  private static BufferedImage turned(BufferedImage photo) {
    var turned = new BufferedImage(photo.getHeight(), photo.getWidth(), BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < photo.getWidth(); x++) {
      for (int y = 0; y < photo.getHeight(); y++) {
        turned.setRGB(y, photo.getWidth() - 1 - x, photo.getRGB(x, y));
      }
    }
    return turned;
  }

  /** The beginning of a PNG that says how large it would be, and nothing more. */
  private static byte[] head(int width, int height) {
    ByteBuffer head = ByteBuffer.allocate(33);
    head.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    head.putInt(13).put("IHDR".getBytes(StandardCharsets.US_ASCII));
    head.putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0});
    var sum = new CRC32();
    sum.update(head.array(), 12, 17);
    head.putInt((int) sum.getValue());
    return head.array();
  }
}
