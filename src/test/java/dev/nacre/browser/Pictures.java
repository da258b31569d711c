package dev.nacre.browser;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.MultiFormatWriter;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Pictures to upload. */
final class Pictures {
  private Pictures() {}

  /** A small one. */
  static byte[] png() {
    return png(320, 240);
  }

  static byte[] png(int width, int height) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var pen = image.createGraphics();
    pen.setColor(new Color(0x1f6f78));
    pen.fillRect(0, 0, width, height);
    pen.setColor(Color.WHITE);
    pen.fillOval(width / 4, height / 4, width / 2, height / 2);
    pen.dispose();
    return png(image);
  }

  /** A photo of a code. */
  static byte[] code(BarcodeFormat format, String says) {
    try {
      BitMatrix bits = new MultiFormatWriter().encode(says, format, 500, 300);
      var image = new BufferedImage(900, 700, BufferedImage.TYPE_INT_RGB);
      for (int x = 0; x < image.getWidth(); x++) {
        for (int y = 0; y < image.getHeight(); y++) {
          boolean on =
              x >= 200 && y >= 200 && x - 200 < bits.getWidth() && y - 200 < bits.getHeight();
          image.setRGB(x, y, on && bits.get(x - 200, y - 200) ? 0x202020 : 0xe8e4da);
        }
      }
      return png(image);
    } catch (WriterException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static byte[] png(BufferedImage image) {
    var out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
