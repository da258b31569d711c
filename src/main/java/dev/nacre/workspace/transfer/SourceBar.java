package dev.nacre.workspace.transfer;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import dev.nacre.record.transfer.CsvFormat;
import dev.nacre.record.transfer.FileFormat;
import dev.nacre.record.transfer.ImportEngine;
import java.nio.charset.Charset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;

/** Which sheet of a workbook is read, or how a text is written, where the guess was wrong. */
final class SourceBar extends Div {
  private static final List<String> CHARSETS =
      List.of("UTF-8", "GB18030", "UTF-16", "Big5", "windows-1252");

  SourceBar(ImportEngine.Preview preview, Consumer<FileFormat> changed) {
    addClassName("bar");
    if (preview.sheets().size() > 1) {
      var sheet = new Select<String>();
      sheet.setLabel(getTranslation("import.sheet"));
      sheet.setItems(preview.sheets());
      sheet.setValue(preview.sheet());
      sheet.setId("import-sheet");
      sheet.addValueChangeListener(
          change -> changed.accept(new FileFormat(CsvFormat.AUTOMATIC, change.getValue(), true)));
      add(sheet);
    }
    if (preview.charset() != null) {
      var charset = new Select<String>();
      charset.setLabel(getTranslation("import.charset"));
      var known = new LinkedHashSet<>(List.of(preview.charset()));
      known.addAll(CHARSETS);
      charset.setItems(known);
      charset.setValue(preview.charset());
      charset.setHelperText(getTranslation("import.charset.help"));
      charset.setId("import-charset");
      charset.addValueChangeListener(
          change ->
              changed.accept(
                  FileFormat.of(new CsvFormat(null, Charset.forName(change.getValue()), true))));
      add(charset);
    }
    setVisible(getComponentCount() > 0);
  }
}
