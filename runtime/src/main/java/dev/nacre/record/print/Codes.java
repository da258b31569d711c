package dev.nacre.record.print;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.MultiFormatWriter;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import io.quarkus.qute.EvalContext;
import io.quarkus.qute.NamespaceResolver;
import io.quarkus.qute.RawString;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.imageio.ImageIO;

/** {@code code:qr(order_no)} and {@code code:bars(order_no)}: pictures that a scanner reads. */
final class Codes implements NamespaceResolver {
  static final String NAMESPACE = "code";
  private static final int LONGEST = 800;

  @Override
  public String getNamespace() {
    return NAMESPACE;
  }

  @Override
  public CompletionStage<Object> resolve(EvalContext context) {
    if (context.getParams().size() != 1) {
      throw new IllegalArgumentException("code:" + context.getName() + " takes one value");
    }
    return context
        .evaluate(context.getParams().getFirst())
        .thenCompose(value -> CompletableFuture.completedFuture(draw(context.getName(), value)));
  }

  private static Object draw(String kind, Object value) {
    String text = value.toString();
    if (text.isEmpty()) {
      return "";
    }
    return switch (kind) {
      case "qr" -> picture("qr", text, BarcodeFormat.QR_CODE, 1, 1);
      case "bars" -> picture("bars", text, BarcodeFormat.CODE_128, 1, 60);
      default -> throw new IllegalArgumentException("code: knows qr and bars, not " + kind);
    };
  }

  private static RawString picture(
      String css, String text, BarcodeFormat format, int width, int height) {
    try {
      String shown = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
      BitMatrix bits =
          new MultiFormatWriter()
              .encode(
                  shown,
                  format,
                  width,
                  height,
                  Map.of(EncodeHintType.MARGIN, 1, EncodeHintType.CHARACTER_SET, "UTF-8"));
      String png = Base64.getEncoder().encodeToString(png(bits));
      return new RawString(
          "<img class=\"" + css + "\" alt=\"\" src=\"data:image/png;base64," + png + "\"/>");
    } catch (WriterException e) {
      throw new IllegalArgumentException("can't be a code: " + e.getMessage(), e);
    }
  }

  private static byte[] png(BitMatrix bits) {
    int scale = 4;
    var image =
        new BufferedImage(
            bits.getWidth() * scale, bits.getHeight() * scale, BufferedImage.TYPE_BYTE_BINARY);
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        image.setRGB(x, y, bits.get(x / scale, y / scale) ? 0x000000 : 0xFFFFFF);
      }
    }
    var out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
