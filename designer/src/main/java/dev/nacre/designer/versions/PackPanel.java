package dev.nacre.designer.versions;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AttachmentType;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadI18N;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import com.vaadin.flow.server.streams.UploadHandler;
import dev.nacre.app.change.Merge;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.NacreException;
import java.io.ByteArrayInputStream;

/** The app as a pack, and packs from elsewhere: first what they would change, then the change. */
final class PackPanel extends Div {
  private static final int LARGEST = 64 << 20;

  PackPanel(Desk desk, EngineVersions engine, String app, VersionsScreen.Attempt attempt) {
    addClassName("nd-release");
    var export =
        new Anchor(
            DownloadHandler.fromInputStream(
                event -> {
                  byte[] zip = engine.export(app);
                  return new DownloadResponse(
                      new ByteArrayInputStream(zip), app + ".zip", "application/zip", zip.length);
                }),
            AttachmentType.DOWNLOAD,
            desk.text("packs.export"));
    export.getElement().setAttribute("data-action", "export");
    var refusal = new Div();
    refusal.addClassName("nd-error");
    var upload =
        new Upload(
            UploadHandler.inMemory(
                (metadata, zip) -> {
                  refusal.removeAll();
                  try {
                    new PackDialog(
                            desk, engine, zip, engine.dryRun(zip, Merge.Choice.NONE), attempt)
                        .open();
                  } catch (NacreException e) {
                    e.problems()
                        .forEach(p -> refusal.add(new Paragraph(Wording.of(p, desk.locale()))));
                  }
                }));
    upload.setMaxFiles(1);
    upload.setMaxFileSize(LARGEST);
    upload.setAcceptedFileTypes(".zip", "application/zip");
    upload.setWidthFull();
    var words = new UploadI18N();
    words.setDropFiles(new UploadI18N.DropFiles().setOne(desk.text("packs.drop")));
    words.setAddFiles(new UploadI18N.AddFiles().setOne(desk.text("packs.install")));
    words.setError(
        new UploadI18N.Error()
            .setFileIsTooBig(desk.text("packs.too_big"))
            .setIncorrectFileType(desk.text("packs.wrong_type")));
    upload.setI18n(words);
    var about = new Paragraph(desk.text("packs.about"));
    about.addClassName("nd-muted");
    add(export, about, upload, refusal);
  }
}
