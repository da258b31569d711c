package dev.nacre.record.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Contents in the data folder, {@code files/ab/abcdef…}: written, synchronised, then renamed. */
final class FolderContents implements FileContents {
  private final Path root;

  FolderContents(Path root) {
    this.root = root;
  }

  private Path at(String hash) {
    return root.resolve(hash.substring(0, 2)).resolve(hash);
  }

  @Override
  public void keep(Path file, String hash) throws IOException {
    Path to = at(hash);
    if (Files.exists(to)) {
      return;
    }
    Files.createDirectories(to.getParent());
    Path beside = Files.createTempFile(to.getParent(), "new-", ".part");
    try {
      Files.copy(file, beside, StandardCopyOption.REPLACE_EXISTING);
      synchronise(beside, StandardOpenOption.WRITE);
      Files.move(beside, to, StandardCopyOption.ATOMIC_MOVE);
      synchronise(to.getParent(), StandardOpenOption.READ); // the name, too, must survive
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static void synchronise(Path path, StandardOpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }

  @Override
  public InputStream open(String hash) throws IOException {
    return Files.newInputStream(at(hash));
  }

  @Override
  public void delete(String hash) throws IOException {
    Files.deleteIfExists(at(hash));
  }
}
