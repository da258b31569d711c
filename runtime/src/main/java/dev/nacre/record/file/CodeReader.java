package dev.nacre.record.file;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the code that somebody has photographed. The photo isn't kept. A large one is looked at in
 * a few sizes, so that what it takes of memory doesn't depend on the camera.
 */
public final class CodeReader {
  /** As much as a photo of a phone has, and not what would fill the memory. */
  private static final int LARGEST = 20 << 20;

  private static final long MOST_PIXELS = 60_000_000;

  /** In pixels. The small one finds most codes, the large one those that are far away. */
  private static final List<Integer> SIZES = List.of(1_500_000, 6_000_000);

  private static final Set<BarcodeFormat> ANY =
      Set.of(
          BarcodeFormat.QR_CODE,
          BarcodeFormat.DATA_MATRIX,
          BarcodeFormat.AZTEC,
          BarcodeFormat.PDF_417,
          BarcodeFormat.EAN_13,
          BarcodeFormat.EAN_8,
          BarcodeFormat.UPC_A,
          BarcodeFormat.UPC_E,
          BarcodeFormat.CODE_128,
          BarcodeFormat.CODE_39,
          BarcodeFormat.CODE_93,
          BarcodeFormat.CODABAR,
          BarcodeFormat.ITF);

  private static final Map<String, BarcodeFormat> ONE =
      Map.of(
          "ean_13", BarcodeFormat.EAN_13,
          "ean_8", BarcodeFormat.EAN_8,
          "upc_a", BarcodeFormat.UPC_A);

  /** A photo more waits, instead of taking the time of everybody else. */
  private static final Semaphore AT_ONCE = new Semaphore(2);

  private CodeReader() {}

  /**
   * What the code in a picture says.
   *
   * @param name what the picture is called, to speak of it
   * @param format {@code ean_13}, {@code ean_8} or {@code upc_a} where only such a code is meant;
   *     anything else takes the first of any kind
   * @throws FileRefusedException when there is no such code in it, or it is no picture that can be
   *     read, or too large a one
   */
  public static String read(InputStream picture, String name, String format) throws IOException {
    byte[] bytes = picture.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw FileRefusedException.of("code_too_large", name, LARGEST >> 20);
    }
    AT_ONCE.acquireUninterruptibly();
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      return read(in, name, ONE.containsKey(format) ? Set.of(ONE.get(format)) : ANY);
    } finally {
      AT_ONCE.release();
    }
  }

  private static String read(ImageInputStream in, String name, Set<BarcodeFormat> formats) {
    var readers = ImageIO.getImageReaders(in);
    if (!readers.hasNext()) {
      throw FileRefusedException.of("upload_picture_broken", name);
    }
    ImageReader reader = readers.next();
    try {
      reader.setInput(in, false, true);
      long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
      if (pixels > MOST_PIXELS) {
        throw FileRefusedException.of("upload_picture_huge", name, MOST_PIXELS / 1_000_000);
      }
      int before = 0;
      for (int size : SIZES) {
        int step = (int) Math.ceil(Math.sqrt((double) pixels / size));
        String text = step == before ? null : decode(draw(reader, step), formats);
        if (text != null) {
          return text;
        }
        before = step;
      }
    } catch (IOException | RuntimeException e) {
      if (e instanceof FileRefusedException refused) {
        throw refused;
      }
      throw FileRefusedException.of("upload_picture_broken", name);
    } finally {
      reader.dispose();
    }
    throw FileRefusedException.of("code_none", name);
  }

  /** Every so many pixels of it; the others are never in memory. */
  private static Greys draw(ImageReader reader, int step) throws IOException {
    ImageReadParam how = reader.getDefaultReadParam();
    how.setSourceSubsampling(step, step, 0, 0);
    return Greys.of(reader.read(0, how));
  }

  private static @Nullable String decode(LuminanceSource picture, Set<BarcodeFormat> formats) {
    var hints = new EnumMap<DecodeHintType, Object>(DecodeHintType.class);
    hints.put(DecodeHintType.POSSIBLE_FORMATS, formats);
    hints.put(DecodeHintType.TRY_HARDER, true);
    hints.put(DecodeHintType.ALSO_INVERTED, true);
    var reader = new MultiFormatReader();
    reader.setHints(hints);
    // the first copes with shadows, the second with what is blurred
    for (var bits : List.of(new HybridBinarizer(picture), new GlobalHistogramBinarizer(picture))) {
      try {
        String text = reader.decodeWithState(new BinaryBitmap(bits)).getText().strip();
        if (!text.isEmpty()) {
          return text;
        }
      } catch (NotFoundException e) {
        // the next may find it
      }
    }
    return null;
  }
}
