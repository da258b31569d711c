package dev.nacre.server;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;

/** Asks a Nacre that has just started for what everybody asks first. */
final class SelfCheck {
  private static final int PATIENCE_MILLIS = 60_000;

  private SelfCheck() {}

  /** Whether every address answered, and none with a failure of the server. */
  static boolean ask(int port) {
    boolean well = true;
    for (String path : List.of("/q/health/ready", "/login", "/api/v1/apps")) {
      well &= answers(URI.create("http://localhost:" + port + path));
    }
    return well;
  }

  private static boolean answers(URI address) {
    try {
      var connection = (HttpURLConnection) address.toURL().openConnection();
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      int status = connection.getResponseCode();
      System.out.println("  " + address + " " + status);
      return status < 500;
    } catch (IOException e) {
      System.out.println("  " + address + " " + e);
      return false;
    }
  }
}
