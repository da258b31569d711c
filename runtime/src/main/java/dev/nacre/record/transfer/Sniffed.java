package dev.nacre.record.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What a file is, by its first bytes: its name and type are what somebody says. */
enum Sniffed {
  TEXT,
  WORKBOOK;

  private static final int LOOKED_AT = 16_384;
  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final byte[] OLE = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};
  private static final byte[] PDF = {'%', 'P', 'D', 'F'};

  /** The stream of an old container in which Office keeps what a password protects. */
  private static final String ENCRYPTED = "EncryptedPackage";

  /**
   * Looks.
   *
   * @throws UnreadableFileException for what is neither, saying what it is
   */
  static Sniffed of(Path file) {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(LOOKED_AT);
    } catch (IOException e) {
      throw UnreadableFileException.of("file_unreadable", e.toString());
    }
    if (begins(head, ZIP)) {
      return WORKBOOK;
    }
    if (begins(head, OLE)) {
      String wide = new String(head, StandardCharsets.UTF_16LE);
      throw UnreadableFileException.of(wide.contains(ENCRYPTED) ? "xlsx_encrypted" : "xls_old");
    }
    if (begins(head, PDF)) {
      throw UnreadableFileException.of("file_not_table", "PDF");
    }
    String start =
        new String(head, 0, Math.min(head.length, 512), StandardCharsets.ISO_8859_1)
            .replaceFirst("^\u00ef\u00bb\u00bf", "")
            .stripLeading()
            .toLowerCase(Locale.ROOT);
    if (start.matches("(?s)<(!doctype html|html|table|head|meta|style)\\b.*")) {
      throw UnreadableFileException.of("file_is_page");
    }
    if (start.startsWith("<?xml")) {
      throw UnreadableFileException.of("file_not_table", "XML");
    }
    return TEXT;
  }

  private static boolean begins(byte[] head, byte[] mark) {
    return head.length >= mark.length
        && java.util.Arrays.equals(head, 0, mark.length, mark, 0, mark.length);
  }
}
