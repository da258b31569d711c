package dev.nacre.record.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Keeps the contents of files, each once, by its hash. */
interface FileContents {
  /**
   * Keeps a content; when this returns it survives a crash. One that is there already is left.
   *
   * @param file may be moved away
   */
  void keep(Path file, String hash) throws IOException;

  /** The content, which is there. */
  InputStream open(String hash) throws IOException;

  /** Throws a content away; nothing happens when there is none. */
  void delete(String hash) throws IOException;
}
