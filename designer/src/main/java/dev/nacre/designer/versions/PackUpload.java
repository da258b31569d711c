package dev.nacre.designer.versions;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadI18N;
import com.vaadin.flow.server.streams.UploadHandler;
import dev.nacre.app.change.Merge;
import dev.nacre.designer.desk.Words;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.NacreException;

/** Takes packs: first what they would change, then the change. */
public final class PackUpload extends Div {
  private static final int LARGEST = 64 << 20;

  /** Does something that changes what is shown, or says why it can't be done. */
  public interface Attempt {
    /**
     * Does it.
     *
     * @param app the app that the pack is
     * @param done what to say afterwards
     */
    void to(String app, String done, Runnable act);
  }

  /** For packs of any app. */
  public PackUpload(Words says, EngineVersions engine, Attempt attempt) {
    var refusal = new Div();
    refusal.addClassName("nd-error");
    refusal.getElement().setAttribute("role", "alert");
    var upload =
        new Upload(
            UploadHandler.inMemory(
                (metadata, zip) -> {
                  refusal.removeAll();
                  try {
                    new PackDialog(
                            says, engine, zip, engine.dryRun(zip, Merge.Choice.NONE), attempt)
                        .open();
                  } catch (NacreException e) {
                    e.problems()
                        .forEach(p -> refusal.add(new Paragraph(Wording.of(p, says.locale()))));
                  }
                }));
    upload.setMaxFiles(1);
    // so that another one can follow a pack that was refused
    upload.addAllFinishedListener(event -> upload.clearFileList());
    upload.setMaxFileSize(LARGEST);
    upload.setAcceptedFileTypes(".zip", "application/zip");
    upload.setWidthFull();
    var words = new UploadI18N();
    words.setDropFiles(new UploadI18N.DropFiles().setOne(says.text("packs.drop")));
    words.setAddFiles(new UploadI18N.AddFiles().setOne(says.text("packs.install")));
    words.setError(
        new UploadI18N.Error()
            .setFileIsTooBig(says.text("packs.too_big"))
            .setIncorrectFileType(says.text("packs.wrong_type")));
    upload.setI18n(words);
    var about = new Paragraph(says.text("packs.about"));
    about.addClassName("nd-muted");
    add(about, upload, refusal);
  }
}
