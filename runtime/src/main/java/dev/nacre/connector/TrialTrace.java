package dev.nacre.connector;

import dev.nacre.connector.Trial.Exchange;
import dev.nacre.metadata.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes down what goes out and comes back, secrets covered. */
final class TrialTrace implements Call.Trace {
  private static final String COVER = "••••••";
  private static final int LONGEST = 200_000;

  /** Covering what is shorter would cover half the text, and hide nothing. */
  private static final int SHORTEST = 3;

  private record Sent(
      String method, String address, Map<String, String> headers, String body, long at) {}

  private final Set<String> secrets = new HashSet<>();
  private final List<Exchange> exchanges = new ArrayList<>();
  private @Nullable Sent open;

  @Override
  public void hide(String secret) {
    if (secret.length() >= SHORTEST) {
      secrets.add(secret);
      secrets.add(
          URLEncoder.encode(secret, StandardCharsets.UTF_8)
              .replace("+", "%20")
              .replace("*", "%2A"));
    }
  }

  @Override
  public void sent(String method, String address, Map<String, String> headers, String body) {
    close();
    open = new Sent(method, address, headers, body, System.nanoTime());
  }

  @Override
  public void received(int status, Map<String, String> headers, String body) {
    add(status, headers, body);
  }

  private void close() {
    if (open != null) {
      add(0, Map.of(), "");
    }
  }

  private void add(int status, Map<String, String> headers, String body) {
    Sent sent = open;
    if (sent != null) {
      exchanges.add(
          new Exchange(
              sent.method(),
              cover(sent.address()),
              lines(sent.headers()),
              cover(sent.body()),
              status,
              lines(headers),
              cover(body.length() > LONGEST ? body.substring(0, LONGEST) + "…" : body),
              (System.nanoTime() - sent.at()) / 1_000_000));
      open = null;
    }
  }

  private String lines(Map<String, String> headers) {
    return headers.entrySet().stream()
        .map(e -> e.getKey() + ": " + cover(e.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private String cover(String text) {
    String covered = text;
    for (String secret : secrets) {
      covered = covered.replace(secret, COVER);
    }
    return covered;
  }

  /** What happened, in order. */
  List<Exchange> exchanges() {
    close();
    return List.copyOf(exchanges);
  }

  /** A problem that names no secret. */
  Problem cover(Problem problem) {
    return new Problem(
        problem.file(),
        problem.pointer(),
        problem.code(),
        problem.args().stream().map(this::cover).toList());
  }
}
