package dev.nacre.connector;

import dev.nacre.connector.WatchKind.Watch;
import dev.nacre.metadata.Problem;
import dev.nacre.record.transfer.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** One folder in which others put files. */
final class WatchedFolder {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

  private final Watch watch;
  private final Path folder;
  private final Path archive;
  private final Path errors;

  /**
   * That folder.
   *
   * @throws FolderException when it isn't allowed, isn't there, or can't be written to
   */
  WatchedFolder(Watch watch, FolderRoots roots) {
    this.watch = watch;
    this.folder = roots.resolve(watch.folder());
    this.archive = inner(watch.archive(), roots);
    this.errors = inner(watch.errors(), roots);
  }

  /** Files are only read once there is a place for them afterwards. */
  private Path inner(String name, FolderRoots roots) {
    Path inner = folder.resolve(name);
    try {
      if (!Files.exists(inner)) {
        Files.createDirectory(inner);
      }
    } catch (IOException e) {
      throw new FolderException("folder_not_writable", inner);
    }
    return roots.resolve(inner.toString());
  }

  /**
   * A file that may be taken.
   *
   * @param print tells it from another of its name
   */
  record Ready(Path path, String name, String print, Instant changed) {}

  /** What may be taken now, the oldest first. */
  List<Ready> ready(Instant now) {
    PathMatcher pattern = folder.getFileSystem().getPathMatcher("glob:" + watch.pattern());
    var ready = new ArrayList<Ready>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path path : all) {
        String name = path.getFileName().toString();
        // what begins with a dot is on its way: so do rsync and many others
        if (!name.startsWith(".") && pattern.matches(path.getFileName())) {
          add(ready, path, name, now);
        }
      }
    } catch (IOException e) {
      throw new FolderException("folder_missing", watch.folder());
    }
    ready.sort(Comparator.comparing(Ready::changed).thenComparing(Ready::name));
    return ready;
  }

  private void add(List<Ready> ready, Path path, String name, Instant now) throws IOException {
    try {
      BasicFileAttributes file =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      Instant changed = file.lastModifiedTime().toInstant();
      if (file.isRegularFile() && !changed.isAfter(now.minus(watch.settled()))) {
        ready.add(new Ready(path, name, name + "|" + file.size() + "|" + changed, changed));
      }
    } catch (NoSuchFileException e) {
      // whoever put it there took it away again: then there is nothing to take
      return;
    }
  }

  /** A copy that nobody changes meanwhile. */
  static Path copy(Ready file) {
    try (InputStream in = Files.newInputStream(file.path(), LinkOption.NOFOLLOW_LINKS)) {
      return Spool.keep(in);
    } catch (IOException e) {
      throw new FolderException("folder_file_unreadable", file.name());
    }
  }

  /** Writes down what is wrong with a file, for whoever put it there. */
  void tell(Ready file, List<Problem> problems, Instant now) {
    var text = new StringBuilder();
    for (Problem problem : problems) {
      for (Locale locale : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
        String hint = problem.hint(locale);
        text.append(problem.pointer().isEmpty() ? "" : problem.pointer() + "  ")
            .append(problem.message(locale))
            .append(hint.isEmpty() ? "" : " " + hint)
            .append('\n');
      }
    }
    try {
      Files.writeString(
          free(errors, file.name() + ".problems.txt", now), text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Puts a file away.
   *
   * @throws FolderException when that can't be done
   */
  void away(Ready file, boolean failed, Instant now) {
    try {
      Files.move(file.path(), free(failed ? errors : archive, file.name(), now));
    } catch (NoSuchFileException e) {
      // gone already, which is what is wanted
      return;
    } catch (FileSystemException e) {
      throw new FolderException("folder_move_failed", file.name(), e.getReason());
    } catch (IOException e) {
      throw new FolderException("folder_move_failed", file.name(), e.toString());
    }
  }

  /** Nothing that was put away is ever written over. */
  private static Path free(Path in, String name, Instant now) {
    Path wanted = in.resolve(name);
    for (int i = 0; Files.exists(wanted, LinkOption.NOFOLLOW_LINKS); i++) {
      wanted = in.resolve(STAMP.format(now) + (i == 0 ? "" : "-" + i) + "-" + name);
    }
    return wanted;
  }
}
