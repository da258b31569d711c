package dev.nacre.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.acceptance.RunningNacre;
import dev.nacre.acceptance.SharedNacre;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bodies that are too long, end too early, or are made to keep a server busy. */
class HostileBodiesIT {
  @RegisterExtension static final SharedNacre SHARED = new SharedNacre();

  private static final String APP = "/api/v1/apps/order_hub";
  private static final String CUSTOMERS = APP + "/forms/customer/records";
  private static final int MEGABYTE = 1 << 20;

  @Test
  void aBodyThatSaysItIsTooLongIsRefusedBeforeItComes() throws IOException {
    for (String path :
        List.of(CUSTOMERS, CUSTOMERS + ":query", "/hooks/order_hub/taobao", "/login")) {
      String answer = begin(path, "application/json", "Content-Length: 1073741824");
      assertThat(answer).as(path).startsWith("HTTP/1.1 413 ").contains("body_too_large");
    }
    String huge = "Content-Length: 9000000000";
    assertThat(begin(CUSTOMERS + ":import", "text/csv", huge)).contains("at most 1024 MB");
    assertThat(begin(APP + "/files?name=a", "image/png", huge)).contains("at most 50 MB");
  }

  @Test
  void aPageTakesNoBodyThatDoesNotSayHowLongItIs() throws IOException {
    assertThat(begin("/?v-r=uidl", "application/json", "Transfer-Encoding: chunked"))
        .startsWith("HTTP/1.1 411 ");
  }

  @Test
  void aBodyThatDoesNotSayHowLongItIsIsCutOff() throws IOException {
    byte[] chunk =
        ("100000\r\n" + " ".repeat(MEGABYTE) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    int sent = 0;
    try (Socket socket = open()) {
      head(socket, CUSTOMERS, "application/json", "Transfer-Encoding: chunked");
      while (sent < 200 && socket.getInputStream().available() == 0) {
        socket.getOutputStream().write(chunk);
        sent++;
      }
    } catch (IOException cut) {
      // closed while we were still writing
    }
    assertThat(sent).isBetween(10, 100);
  }

  @Test
  void anImportMayBeLongerThanWhatIsReadIntoMemory() throws IOException {
    var file = new ByteArrayOutputStream();
    file.write("name,left_out\n".getBytes(StandardCharsets.UTF_8));
    byte[] line = ("Long," + "x".repeat(MEGABYTE) + "\n").getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 70; i++) {
      file.write(line);
    }
    HttpResponse<String> answer =
        SHARED
            .nacre()
            .post(
                CUSTOMERS
                    + ":import?dryRun=true&mapping="
                    + RunningNacre.encode("{\"name\":\"name\"}"),
                "text/csv",
                file.toByteArray(),
                List.of());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  @Test
  void aFormThatEndsTooEarlyOrHasManyPartsCanNotBeRead() {
    String part = "--xx\r\nContent-Disposition: form-data; name=\"a%d\"\r\n\r\nx\r\n";
    var many = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      many.append(part.formatted(i));
    }
    for (String body : List.of(part.formatted(1) + "--x", many + "--xx--\r\n")) {
      HttpResponse<String> answer =
          SHARED
              .nacre()
              .post(
                  APP + "/files",
                  "multipart/form-data; boundary=xx",
                  body.getBytes(StandardCharsets.UTF_8),
                  List.of());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
      assertThat(answer.body()).contains("body_broken");
    }
  }

  @Test
  void aConditionOfThousandsOfPartsIsRefused() {
    String part = "{\"field\": \"name\", \"op\": \"eq\", \"value\": \"x\"}";
    HttpResponse<String> answer =
        SHARED
            .nacre()
            .post(
                CUSTOMERS + ":query",
                "{\"filter\": {\"any\": [%s%s]}}".formatted((part + ",").repeat(1_999), part));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("condition_large");
  }

  private static Socket open() throws IOException {
    URI address = URI.create(SHARED.nacre().address());
    var socket = new Socket(address.getHost(), address.getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void head(Socket socket, String path, String type, String length)
      throws IOException {
    String key =
        Base64.getEncoder()
            .encodeToString(("admin:" + RunningNacre.PASSWORD).getBytes(StandardCharsets.UTF_8));
    String head =
        String.join(
            "\r\n",
            "POST " + path + " HTTP/1.1",
            "Host: nacre",
            "Authorization: Basic " + key,
            "Content-Type: " + type,
            length,
            "",
            "");
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
  }

  /** Sends only the head; answers the problem that comes. */
  private static String begin(String path, String type, String length) throws IOException {
    try (Socket socket = open()) {
      head(socket, path, type, length);
      var answer = new StringBuilder();
      byte[] buffer = new byte[4096];
      while (answer.indexOf("]}") < 0) {
        int count = socket.getInputStream().read(buffer);
        assertThat(count).as("%s", answer).isPositive();
        answer.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
      }
      return answer.toString();
    }
  }
}
