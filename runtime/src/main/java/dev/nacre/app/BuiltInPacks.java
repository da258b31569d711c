package dev.nacre.app;

import dev.nacre.metadata.AppFiles;
import dev.nacre.record.NotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The packs that come with Nacre, as folders {@code packs/<id>} on the class path. */
final class BuiltInPacks {
  private static final String ROOT = "packs";
  private static final String KNOWN = ROOT + "/blank/app.json";

  private BuiltInPacks() {}

  private interface Work<T> {
    T on(Path root) throws IOException;
  }

  static Set<String> ids() {
    return inRoot(
        root -> {
          var ids = new TreeSet<String>();
          try (Stream<Path> folders = Files.list(root)) {
            folders
                .filter(folder -> Files.exists(folder.resolve("app.json")))
                .forEach(folder -> ids.add(plain(folder.getFileName())));
          }
          return ids;
        });
  }

  static AppFiles read(String id) {
    if (!ids().contains(id)) {
      throw NotFoundException.of("pack_unknown", id, ids());
    }
    return inRoot(root -> read(root.resolve(id)));
  }

  /** The files of an app's folder. */
  static AppFiles read(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(plain(folder.relativize(file)), Files.readString(file));
      }
    }
    return AppFiles.of(files);
  }

  private static String plain(Path path) {
    return path.toString().replace('\\', '/').replaceAll("/$", "");
  }

  private static <T> T inRoot(Work<T> work) {
    URL known = Thread.currentThread().getContextClassLoader().getResource(KNOWN);
    if (known == null) {
      throw new IllegalStateException("no packs on the class path");
    }
    try {
      URI uri = known.toURI();
      if (!uri.getScheme().equals("jar")) {
        return work.on(Path.of(uri).resolveSibling("..").normalize());
      }
      // a jar may be opened by others at the same time, so this file system is ours alone
      String text = uri.getRawSchemeSpecificPart();
      Path jar = Path.of(URI.create(text.substring(0, text.indexOf("!/"))));
      try (FileSystem files = FileSystems.newFileSystem(jar)) {
        return work.on(files.getPath("/" + ROOT));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
