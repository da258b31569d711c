package dev.nacre.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.metadata.AppFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackZipTest {

  @Test
  void readsWhatItWrites() {
    AppFiles files = AppFiles.of(Map.of("app.json", "{}", "forms/order.json", "{\"名\": 1}"));
    assertThat(PackZip.read(PackZip.write(files))).isEqualTo(files);
    assertThat(PackZip.write(files)).isEqualTo(PackZip.write(files));
  }

  @Test
  void takesOffTheFolderThatArchiveProgramsPutAround() throws IOException {
    byte[] zip = zip(Map.of("shop/app.json", "{}", "shop/forms/a.json", "{}", "__MACOSX/x", "x"));
    assertThat(PackZip.read(zip).byPath()).containsOnlyKeys("app.json", "forms/a.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "forms/../../evil", "/etc/passwd", "C:\\evil", "a\\..\\..\\b"})
  void refusesPathsThatLeadOut(String path) throws IOException {
    byte[] zip = zip(Map.of(path, "x"));
    assertThatThrownBy(() -> PackZip.read(zip))
        .isInstanceOfSatisfying(
            PackException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo("pack_path_outside"));
  }

  @Test
  void refusesABombWithoutUnpackingIt() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry("assets/bomb"));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 100; i++) {
        out.write(zeros);
      }
    }
    assertThatThrownBy(() -> PackZip.read(bytes.toByteArray()))
        .isInstanceOfSatisfying(PackException.class, e -> assertThat(e.tooLarge()).isTrue());
  }

  @Test
  void refusesWhatIsDenserThanAnyText() throws IOException {
    byte[] zip = zip(Map.of("data/a.csv", "0".repeat(3 << 20)));
    assertThatThrownBy(() -> PackZip.read(zip))
        .isInstanceOfSatisfying(
            PackException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo("pack_bomb"));
  }

  @Test
  void refusesLinksAndNamesThatAreNotUtf8() throws IOException {
    byte[] zip = zip(Map.of("app.json", "{}"));
    byte[] link = zip.clone();
    for (int i = 0; i < link.length - 46; i++) {
      if (link[i] == 'P' && link[i + 1] == 'K' && link[i + 2] == 1 && link[i + 3] == 2) {
        link[i + 41] = (byte) 0xA1; // the kind of file in the attributes of UNIX
      }
    }
    assertThatThrownBy(() -> PackZip.read(link))
        .isInstanceOfSatisfying(
            PackException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo("pack_link"));
    byte[] odd = zip.clone();
    for (int i = 0; i < odd.length - 8; i++) {
      if (odd[i] == 'a' && odd[i + 1] == 'p' && odd[i + 2] == 'p' && odd[i + 3] == '.') {
        odd[i] = (byte) 0xFF;
      }
    }
    assertThatThrownBy(() -> PackZip.read(odd))
        .isInstanceOfSatisfying(
            PackException.class,
            e -> assertThat(e.problems().getFirst().code()).isEqualTo("pack_name_not_utf8"));
  }

  @Test
  void refusesWhatIsNoZipAndWhatIsNoText() throws IOException {
    assertThatThrownBy(() -> PackZip.read("no zip".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(PackException.class);
    var bytes = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry("assets/a.png"));
      out.write(new byte[] {(byte) 0xFF, (byte) 0xFE});
    }
    assertThatThrownBy(() -> PackZip.read(bytes.toByteArray())).isInstanceOf(PackException.class);
  }

  @Test
  void givesEqualContentEqualHashes() {
    AppFiles one = AppFiles.of(Map.of("app.json", "{\"a\": 1, \"b\": [2.50]}"));
    AppFiles other = AppFiles.of(Map.of("app.json", "{ \"b\":[2.50],\n \"a\":1 }"));
    AppFiles third = AppFiles.of(Map.of("app.json", "{\"a\": 1, \"b\": [2.51]}"));
    assertThat(hash(one)).isEqualTo(hash(other)).isNotEqualTo(hash(third));
  }

  private static String hash(AppFiles files) {
    return Canonical.hash(Canonical.of(files));
  }

  private static byte[] zip(Map<String, String> files) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(bytes)) {
      for (var file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }
}
