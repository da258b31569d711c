package dev.nacre.record.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes workbooks of their parts. */
public final class Workbooks {
  private static final String SPACE =
      " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
  private static final String OFFICE =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

  private Workbooks() {}

  /** A workbook with that sheet; other parts as given. */
  public static byte[] of(String sheet, Map<String, String> others) {
    var parts = new LinkedHashMap<String, String>();
    parts.put("[Content_Types].xml", "<Types/>");
    parts.put(
        "xl/workbook.xml",
        "<workbook"
            + SPACE
            + " xmlns:r=\""
            + OFFICE
            + "\"><sheets>"
            + "<sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
    parts.put(
        "xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"rId1\" Type=\""
            + OFFICE
            + "/worksheet\""
            + " Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId9\" Type=\""
            + OFFICE
            + "/worksheet\" Target=\"/xl/worksheets/sheet1.xml\"/></Relationships>");
    parts.put("xl/worksheets/sheet1.xml", sheet);
    parts.putAll(others);
    return zip(parts);
  }

  /** A workbook of rows of texts. */
  public static byte[] rows(String... rows) {
    var sheet = new StringBuilder("<worksheet" + SPACE + "><sheetData>");
    for (String row : rows) {
      sheet.append("<row>");
      for (String cell : row.split("\\|", -1)) {
        String text = cell.replace("&", "&amp;").replace("<", "&lt;");
        sheet.append("<c t=\"inlineStr\"><is><t>").append(text).append("</t></is></c>");
      }
      sheet.append("</row>");
    }
    return of(sheet.append("</sheetData></worksheet>").toString(), Map.of());
  }

  /** The workbook of a folder of the corpus. */
  static byte[] of(Path folder) throws IOException {
    var others = new LinkedHashMap<String, String>();
    for (var name :
        Map.of(
                "workbook.xml", "xl/workbook.xml",
                "styles.xml", "xl/styles.xml",
                "shared.xml", "xl/sharedStrings.xml")
            .entrySet()) {
      Path part = folder.resolve(name.getKey());
      if (Files.exists(part)) {
        others.put(name.getValue(), Files.readString(part));
      }
    }
    return of(Files.readString(folder.resolve("sheet.xml")), others);
  }

  static byte[] zip(Map<String, String> parts) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
