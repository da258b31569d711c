package dev.nacre.record.file;

import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Small pictures of pictures, turned as the camera was held; the last ones are remembered. */
@Singleton
public final class Thumbnails {
  private static final int SIDE = 320;
  private static final int REMEMBERED = 500;

  private final FileStore files;
  private final Map<String, byte[]> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
          return size() > REMEMBERED;
        }
      };

  Thumbnails(FileStore files) {
    this.files = files;
  }

  /** A JPEG of at most 320 pixels a side; empty when the file is no picture that can be drawn. */
  public Optional<byte[]> of(StoredFile file) {
    if (!file.about().type().startsWith("image/")) {
      return Optional.empty();
    }
    synchronized (known) {
      byte[] there = known.get(file.hash());
      if (there != null) {
        return Optional.of(there);
      }
    }
    byte[] made = make(file);
    if (made != null) {
      synchronized (known) {
        known.put(file.hash(), made);
      }
    }
    return Optional.ofNullable(made);
  }

  private byte @Nullable [] make(StoredFile file) {
    try (InputStream in = files.open(file)) {
      var out = new ByteArrayOutputStream();
      net.coobird.thumbnailator.Thumbnails.of(in)
          .size(SIDE, SIDE)
          .useExifOrientation(true)
          .addFilter(Thumbnails::onWhite)
          .outputFormat("jpg")
          .outputQuality(0.85)
          .toOutputStream(out);
      return out.toByteArray();
    } catch (IOException | RuntimeException e) {
      return null; // a format that Java doesn't draw; the browser may
    }
  }

  private static java.awt.image.BufferedImage onWhite(java.awt.image.BufferedImage picture) {
    var white =
        new java.awt.image.BufferedImage(
            picture.getWidth(), picture.getHeight(), java.awt.image.BufferedImage.TYPE_INT_RGB);
    var brush = white.createGraphics();
    brush.setColor(java.awt.Color.WHITE);
    brush.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    brush.drawImage(picture, 0, 0, null);
    brush.dispose();
    return white;
  }
}
