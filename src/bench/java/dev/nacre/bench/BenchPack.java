package dev.nacre.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The app that is measured, as it is imported. */
final class BenchPack {
  private static final List<String> FILES =
      List.of(
          "app.json",
          "connectors/post.json",
          "connectors/posts.json",
          "connectors/shop.json",
          "forms/order.json",
          "forms/refund.json",
          "forms/sale.json",
          "forms/shelf.json",
          "forms/warehouse.json",
          "roles/clerk.json",
          "workflows/fulfil.json",
          "workflows/jot.json",
          "workflows/refund.json");

  private BenchPack() {}

  /** As one file. */
  static byte[] zip() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (String file : FILES) {
        zip.putNextEntry(new ZipEntry(file));
        try (InputStream in = BenchPack.class.getResourceAsStream("/pack/" + file)) {
          Objects.requireNonNull(in, file).transferTo(zip);
        }
      }
    }
    return bytes.toByteArray();
  }
}
