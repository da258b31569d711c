package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place on Earth: {@code {"lat": 31.2304, "lng": 121.4737}} in degrees of WGS 84, to the seventh
 * decimal, which is a centimetre.
 */
@Singleton
public final class LocationField extends Structured<LocationField.Settings> {
  private static final int DECIMALS = 7;
  private static final BigDecimal NORTH = BigDecimal.valueOf(90);
  private static final BigDecimal EAST = BigDecimal.valueOf(180);
  private static final Pattern PAIR =
      Pattern.compile("(-?\\d{1,3}(?:\\.\\d{1,20})?)\\s*[,;\\s]\\s*(-?\\d{1,3}(?:\\.\\d{1,20})?)");

  /** Nothing to set. */
  public record Settings() {}

  @Override
  public String id() {
    return "location";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  @Nullable JsonNode normal(JsonNode json, Settings s, String pointer, Problems problems) {
    BigDecimal lat = degrees(json.path("lat"), NORTH);
    BigDecimal lng = degrees(json.path("lng"), EAST);
    if (lat == null || lng == null || json.size() != 2) {
      problems.add(pointer, "location_expected", Texts.shown(json));
      return null;
    }
    return of(lat, lng);
  }

  private static @Nullable BigDecimal degrees(JsonNode json, BigDecimal most) {
    if (!json.isNumber() || json.decimalValue().abs().compareTo(most) > 0) {
      return null;
    }
    return Decimals.plain(json.decimalValue().setScale(DECIMALS, RoundingMode.HALF_UP));
  }

  private static ObjectNode of(BigDecimal lat, BigDecimal lng) {
    return Json.MAPPER.createObjectNode().put("lat", lat).put("lng", lng);
  }

  /** Latitude and longitude with a comma, as maps copy them. */
  @Override
  JsonNode cell(String text) {
    Matcher pair = PAIR.matcher(Texts.plain(text));
    return pair.matches()
        ? of(new BigDecimal(pair.group(1)), new BigDecimal(pair.group(2)))
        : text.startsWith("{") ? parse(text) : NullNode.instance;
  }

  @Override
  public String display(Object value, Settings s, Locale locale) {
    JsonNode place = parse((String) value);
    return place.path("lat").asText() + ", " + place.path("lng").asText();
  }

  @Override
  public ObjectNode schema(Settings s) {
    ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object");
    ObjectNode parts = schema.putObject("properties");
    parts.putObject("lat").put("type", "number").put("minimum", -90).put("maximum", 90);
    parts.putObject("lng").put("type", "number").put("minimum", -180).put("maximum", 180);
    schema.putArray("required").add("lat").add("lng");
    return schema.put("additionalProperties", false);
  }
}
