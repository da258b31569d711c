package dev.nacre.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The folder that one Nacre owns while it lives. The lock is the operating system's, so that it is
 * gone with the process, however that ended.
 */
final class DataFolder implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Creates the folder when there is none, and takes it.
   *
   * @param address where this Nacre will answer, for the message to whoever comes second
   * @throws StartException when another Nacre has it, or when it can't be written
   */
  static DataFolder take(Path path, String address) {
    try {
      Files.createDirectories(path);
      Path lock = path.resolve("nacre.lock");
      FileChannel channel =
          FileChannel.open(
              lock, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        String owner = Files.readString(lock).strip();
        channel.close();
        throw new StartException("server.folder_in_use", path, owner);
      }
      channel.truncate(0);
      String owner = address + " (" + ProcessHandle.current().pid() + ")";
      channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)), 0);
      return new DataFolder(path, channel);
    } catch (IOException e) {
      throw new StartException("server.folder_not_writable", path, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // this very process has it
    }
  }

  Path path() {
    return path;
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  /** Lets somebody else take it. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
