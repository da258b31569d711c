package dev.nacre.designer.versions;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AttachmentType;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import dev.nacre.designer.desk.Desk;
import java.io.ByteArrayInputStream;

/** The app as a pack, and packs from elsewhere: first what they would change, then the change. */
final class PackPanel extends Div {
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
    add(export, new PackUpload(desk.words(), engine, (pack, done, act) -> attempt.to(done, act)));
  }
}
