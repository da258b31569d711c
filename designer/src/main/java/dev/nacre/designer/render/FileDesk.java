package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;

/** Takes and shows files for whoever looks at the screen. */
public interface FileDesk {
  /**
   * Keeps a file.
   *
   * @param type the media type that the browser says it has
   * @return what to put into the field
   * @throws dev.nacre.metadata.NacreException when it isn't taken
   */
  JsonNode keep(String name, String type, InputStream content);

  /**
   * Where a file is seen, relative to the application.
   *
   * @param small as a small picture
   */
  String address(String id, boolean small);
}
