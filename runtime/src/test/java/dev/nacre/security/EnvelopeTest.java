package dev.nacre.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvelopeTest {
  @TempDir Path folder;

  @Test
  void opensOnlyWithItsKeyAndForItsPlace() {
    byte[] key = MasterKey.load(folder, null).derive("secrets");
    byte[] other = MasterKey.load(folder, "somebody else's").derive("secrets");
    Envelope envelope = Envelope.seal(key, "shop/key", "s3cret");
    assertThat(envelope.open(key, "shop/key")).isEqualTo("s3cret");
    assertThatThrownBy(() -> envelope.open(other, "shop/key"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> envelope.open(key, "shop/other"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void keepsTheMasterKeyToItsOwner() throws IOException {
    String first = MasterKey.load(folder, null).forSessions();
    assertThat(MasterKey.load(folder, null).forSessions()).isEqualTo(first);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("secret.key"))))
        .isEqualTo("rw-------");
  }
}
