package dev.nacre.record.file;

import com.google.zxing.LuminanceSource;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** How bright each pixel of a picture is; it can be turned, since phones are held upright. */
final class Greys extends LuminanceSource {
  private final byte[] greys;

  private Greys(byte[] greys, int width, int height) {
    super(width, height);
    this.greys = greys;
  }

  /** Those of a picture; what is transparent is paper. */
  static Greys of(BufferedImage picture) {
    var plain =
        new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D brush = plain.createGraphics();
    brush.drawImage(picture, 0, 0, Color.WHITE, null);
    brush.dispose();
    byte[] greys = ((DataBufferByte) plain.getRaster().getDataBuffer()).getData();
    return new Greys(greys, plain.getWidth(), plain.getHeight());
  }

  @Override
  public byte[] getRow(int y, byte[] row) {
    byte[] into = row != null && row.length >= getWidth() ? row : new byte[getWidth()];
    System.arraycopy(greys, y * getWidth(), into, 0, getWidth());
    return into;
  }

  @Override
  public byte[] getMatrix() {
    return greys;
  }

  @Override
  public boolean isRotateSupported() {
    return true;
  }

  @Override
  public LuminanceSource rotateCounterClockwise() {
    byte[] turned = new byte[greys.length];
    for (int y = 0; y < getHeight(); y++) {
      for (int x = 0; x < getWidth(); x++) {
        turned[(getWidth() - 1 - x) * getHeight() + y] = greys[y * getWidth() + x];
      }
    }
    return new Greys(turned, getHeight(), getWidth());
  }
}
