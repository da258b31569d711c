package dev.nacre.record.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.metadata.AppDefinition;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Attachment;
import dev.nacre.record.Forms;
import dev.nacre.record.TestApp;
import dev.nacre.security.Permissions;
import dev.nacre.storage.Database;
import dev.nacre.storage.JdbcDatabase;
import dev.nacre.storage.TestPostgres;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileStoreTest {
  @TempDir private Path folder;
  private final Database database = new JdbcDatabase(TestPostgres.migratedDatabase());
  private Instant now = Instant.parse("2026-11-22T02:00:00Z");

  private FileStore store(FileContents contents) {
    return new FileStore(database, () -> now, contents, 1 << 20);
  }

  private FileStore store() {
    return store(new FolderContents(folder));
  }

  @Test
  void givesBackWhatItTookByItsRealType() throws IOException {
    for (FileContents contents : List.of(new FolderContents(folder), new TableContents(database))) {
      FileStore store = store(contents);
      byte[] photo = picture("png");
      Attachment file = add(store, "照片.png", "image/png", photo);

      assertThat(file.type()).isEqualTo("image/png");
      assertThat(file.size()).isEqualTo(photo.length);
      try (var in = store.open(store.stored(file.id()).orElseThrow())) {
        assertThat(in.readAllBytes()).isEqualTo(photo);
      }
    }
  }

  @Test
  void keepsLongContentsInPartsOfTheDatabase() throws IOException {
    FileStore store = store(new TableContents(database));
    byte[] text = "order no;buyer\n".repeat(50_000).getBytes(StandardCharsets.UTF_8);
    Attachment file = add(store, "orders.txt", null, text);
    try (var in = store.open(store.stored(file.id()).orElseThrow())) {
      assertThat(in.readAllBytes()).isEqualTo(text);
    }
  }

  @Test
  void keepsOneContentOnceAndSweepsWhatNobodyAttached() throws IOException {
    FileStore store = store();
    byte[] photo = picture("png");
    Attachment one = add(store, "a.png", null, photo);
    Attachment other = add(store, "b.png", null, photo);
    assertThat(kept()).hasSize(1);
    use(one);

    now = now.plus(Duration.ofHours(25));
    store.sweep();
    assertThat(store.find(one.id())).isPresent();
    assertThat(store.find(other.id())).isEmpty();
    assertThat(kept()).hasSize(1);
  }

  @Test
  void sweepsTheContentWithItsLastFile() throws IOException {
    FileStore store = store();
    add(store, "a.png", null, picture("png"));
    store.sweep();
    assertThat(kept()).hasSize(1);
    now = now.plus(Duration.ofHours(25));
    assertThat(store.sweep()).isEqualTo(1);
    assertThat(kept()).isEmpty();
  }

  @Test
  void refusesWhatIsTooLarge() throws IOException {
    refused("big.bin", null, new byte[(1 << 20) + 1], "upload_too_large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc/passwd",
        "C:\\temp\\x.png",
        "a/b.png",
        "..",
        "a\u0000.png",
        "\u202Egnp.exe"
      })
  void refusesAPathAndControlsInAName(String name) throws IOException {
    refused(name, null, picture("png"), "upload_name");
  }

  @Test
  void refusesANamelessAndAnEmptyFile() throws IOException {
    refused(null, null, picture("png"), "upload_nameless");
    refused("a.png", null, new byte[0], "upload_empty");
  }

  @ParameterizedTest
  @CsvSource({"photo.png, image/png", "photo.jpg, image/png", "report.pdf, application/pdf"})
  void refusesALyingType(String name, String declared) throws IOException {
    refused(name, declared, picture("gif"), "upload_lies");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "logo.svg|<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "logo.png|<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "page.html|<!DOCTYPE html><html><body>hello</body></html>",
        "note.txt|<html><script>alert(1)</script></html>"
      })
  void refusesWhatABrowserWouldRun(String name, String content) throws IOException {
    refused(name, null, content.getBytes(StandardCharsets.UTF_8), "upload_active");
  }

  @Test
  void refusesAPictureThatIsSomethingElseToo() throws IOException {
    refused("a.gif", null, with(picture("gif"), "<script>alert(1)</script>"), "upload_polyglot");
    refused("a.png", null, with(picture("png"), "PK\u0005\u0006"), "upload_polyglot");
    byte[] half = java.util.Arrays.copyOf(picture("png"), 12);
    refused("a.png", null, half, "upload_picture_broken");
  }

  private void refused(String name, String declared, byte[] content, String code)
      throws IOException {
    FileStore store = store();
    assertThatThrownBy(() -> add(store, name, declared, content))
        .isInstanceOfSatisfying(
            FileRefusedException.class,
            e -> assertThat(e.problems()).extracting(Problem::code).containsExactly(code));
    assertThat(kept()).isEmpty();
    assertThat(count("nacre.file")).isZero();
  }

  private Attachment add(FileStore store, String name, String declared, byte[] content) {
    return store.add(forms(), name, declared, new ByteArrayInputStream(content), TestApp.ADMIN);
  }

  private static Forms forms() {
    var head = new AppDefinition(1, "shop", null, null, null, null, null, List.of(), List.of());
    return new Forms("shop", "", 1, "app_shop", head, Map.of(), new Nobody());
  }

  private void use(Attachment file) {
    database.inTransaction(
        connection -> {
          try (var statement = connection.createStatement()) {
            return statement.executeUpdate(
                "insert into nacre.file_use values ('"
                    + file.id()
                    + "', 'app_shop', 'ticket', gen_random_uuid())");
          }
        });
  }

  private int count(String table) {
    return database.inTransaction(
        connection -> {
          try (var statement = connection.createStatement();
              var row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getInt(1);
          }
        });
  }

  private List<Path> kept() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static byte[] picture(String format) throws IOException {
    var out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), format, out);
    return out.toByteArray();
  }

  private static byte[] with(byte[] content, String more) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(content);
    out.writeBytes(more.getBytes(StandardCharsets.ISO_8859_1));
    return out.toByteArray();
  }

  private static final class Nobody implements Permissions {
    @Override
    public FormAccess on(String form, dev.nacre.security.Identity who) {
      return new FormAccess(Map.of(), Set.of(), Set.of(), Set.of(), Map.of());
    }

    @Override
    public boolean dashboard(String dashboard, dev.nacre.security.Identity who) {
      return false;
    }

    @Override
    public boolean startWorkflow(String workflow, dev.nacre.security.Identity who) {
      return false;
    }

    @Override
    public Set<String> roles() {
      return Set.of();
    }
  }
}
