package dev.nacre.connector;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service on this machine that breaks as services do, below HTTP where need be. */
final class FaultyPartner implements AutoCloseable {
  /** The first line of each request that was read whole, in order. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  private final ServerSocket door;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Fault> next = new ConcurrentLinkedQueue<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile String body = "{}";

  /** What goes wrong with an answer. */
  enum Fault {
    /** There were too many. */
    THROTTLED,
    /** Status 500. */
    BROKEN,
    /** Half of the body, and then nothing more. */
    HALF,
    /** The connection is torn down instead. */
    RESET,
    /** No answer at all, until the test is over. */
    NEVER
  }

  FaultyPartner() {
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + door.getLocalPort();
  }

  /** The next answers go wrong in these ways, one each. */
  void breaks(Fault... faults) {
    next.addAll(List.of(faults));
  }

  /** All others say this. */
  void says(String json) {
    body = json.replace('\'', '"');
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket socket = door.accept();
        threads.execute(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      String line = in.readLine();
      int length = 0;
      for (String header = in.readLine();
          header != null && !header.isEmpty();
          header = in.readLine()) {
        if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
          length = Integer.parseInt(header.substring(15).strip());
        }
      }
      for (int i = 0; i < length; i++) {
        in.read();
      }
      if (line != null) {
        asked.add(line);
        answer(socket, next.poll());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(Socket socket, @org.jspecify.annotations.Nullable Fault fault)
      throws IOException, InterruptedException {
    OutputStream out = socket.getOutputStream();
    byte[] whole = body.getBytes(StandardCharsets.UTF_8);
    switch (fault) {
      case THROTTLED -> out.write(head("429 Too Many Requests", 0, "Retry-After: 0\r\n"));
      case BROKEN -> out.write(head("500 Internal Server Error", 0, ""));
      case HALF -> {
        out.write(head("200 OK", whole.length, ""));
        out.write(whole, 0, whole.length / 2);
      }
      case RESET -> socket.setSoLinger(true, 0);
      case NEVER -> over.await();
      case null -> {
        out.write(head("200 OK", whole.length, ""));
        out.write(whole);
      }
    }
    out.flush();
  }

  private static byte[] head(String status, int length, String more) {
    return ("HTTP/1.1 "
            + status
            + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
            + length
            + "\r\n"
            + more
            + "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    over.countDown();
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
