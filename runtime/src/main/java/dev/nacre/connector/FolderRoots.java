package dev.nacre.connector;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/**
 * Which folders connectors may look into: those of {@code NACRE_FOLDERS}, and what is in them. No
 * link and no {@code ..} leads out.
 */
@Singleton
public final class FolderRoots {
  private final List<Path> roots;

  @Inject
  FolderRoots(Config config) {
    this(config.getOptionalValue("nacre.folders", String.class).orElse(""));
  }

  /** Those folders, separated by commas; none when blank. */
  public FolderRoots(String folders) {
    this.roots =
        Arrays.stream(folders.split(","))
            .map(String::strip)
            .filter(folder -> !folder.isEmpty())
            .map(Path::of)
            .toList();
  }

  /**
   * The folder as it really is.
   *
   * @param folder absolute, or below the first of the allowed ones
   * @throws FolderException when it isn't allowed, isn't there, or can't be written to
   */
  Path resolve(String folder) {
    try {
      for (Path root : roots) {
        Path real = root.toRealPath();
        Path wanted = real.resolve(folder).normalize();
        if (wanted.startsWith(real)) {
          return checked(folder, real, wanted);
        }
      }
    } catch (InvalidPathException | IOException e) {
      throw new FolderException("folder_missing", folder);
    }
    throw new FolderException("folder_not_allowed", folder);
  }

  private static Path checked(String folder, Path root, Path wanted) throws IOException {
    Path found = wanted.toRealPath();
    if (!found.startsWith(root)) {
      throw new FolderException("folder_not_allowed", folder);
    }
    if (!Files.isDirectory(found)) {
      throw new FolderException("folder_missing", folder);
    }
    if (!Files.isWritable(found)) {
      throw new FolderException("folder_not_writable", folder);
    }
    return found;
  }
}
