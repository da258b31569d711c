package dev.nacre.connector.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Json;
import dev.nacre.security.signing.Signature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the robots of one chat service are spoken to. Shipped as {@code robots/<id>.json}: a further
 * service is a further file.
 *
 * @param url {@code {key}} stands for the robot's key
 * @param query parameters of the address
 * @param sign how a call is signed; null means not at all
 * @param messages by format
 * @param ceilings how much a robot takes; all of them hold
 */
record Robot(
    String id,
    String url,
    @Nullable Map<String, String> query,
    @Nullable Signature sign,
    Map<String, Message> messages,
    Answer answer,
    List<Ceiling> ceilings) {

  /**
   * One format.
   *
   * @param lines of the content; one whose places are all empty is left out
   * @param between lines; null means a line break
   * @param bytes how long the content may be, in UTF-8
   * @param body a string that is nothing but a place becomes what stands for it
   */
  record Message(List<String> lines, @Nullable String between, int bytes, JsonNode body) {}

  /**
   * What answers mean: they come with status 200 whatever they say.
   *
   * @param later codes that may pass
   * @param slower codes that want less at a time, and for how long
   */
  record Answer(
      String code,
      String message,
      List<String> ok,
      List<String> later,
      Map<String, String> slower) {}

  /** So many within that time, ISO 8601. */
  record Ceiling(int most, String within) {}

  /** The shipped ones, by id. */
  static Map<String, Robot> shipped() {
    var all = new TreeMap<String, Robot>();
    for (JsonNode id : read("index", JsonNode.class)) {
      all.put(id.asText(), read(id.asText(), Robot.class));
    }
    return all;
  }

  private static <T> T read(String name, Class<T> type) {
    try (InputStream in = Robot.class.getResourceAsStream("/robots/" + name + ".json")) {
      return Json.MAPPER.readValue(in, type);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
