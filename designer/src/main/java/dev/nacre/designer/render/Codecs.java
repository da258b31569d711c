package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.record.field.DurationField;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What inputs hold, to and from record JSON. */
final class Codecs {
  /** Text as it is. */
  static final ValueEditor.Codec<String> TEXT =
      new ValueEditor.Codec<>() {
        @Override
        public String read(JsonNode json) {
          return json.asText();
        }

        @Override
        public JsonNode write(String value) {
          return TextNode.valueOf(value);
        }
      };

  /** Exact decimals. */
  static final ValueEditor.Codec<BigDecimal> NUMBER =
      new ValueEditor.Codec<>() {
        @Override
        public @Nullable BigDecimal read(JsonNode json) {
          return json.isNumber() ? json.decimalValue() : null;
        }

        @Override
        public JsonNode write(BigDecimal value) {
          return DecimalNode.valueOf(value);
        }
      };

  /** Exact decimals that are shown with at least so many places. */
  static ValueEditor.Codec<BigDecimal> amount(int scale) {
    return new ValueEditor.Codec<>() {
      @Override
      public @Nullable BigDecimal read(JsonNode json) {
        BigDecimal value = NUMBER.read(json);
        return value == null || value.scale() >= scale ? value : value.setScale(scale);
      }

      @Override
      public JsonNode write(BigDecimal value) {
        return DecimalNode.valueOf(value);
      }
    };
  }

  /** Yes or no. */
  static final ValueEditor.Codec<Boolean> BOOLEAN =
      new ValueEditor.Codec<>() {
        @Override
        public Boolean read(JsonNode json) {
          return json.asBoolean();
        }

        @Override
        public JsonNode write(Boolean value) {
          return BooleanNode.valueOf(value);
        }
      };

  /** Calendar days. */
  static final ValueEditor.Codec<LocalDate> DATE =
      new ValueEditor.Codec<>() {
        @Override
        public @Nullable LocalDate read(JsonNode json) {
          try {
            return LocalDate.parse(json.asText());
          } catch (DateTimeException e) {
            return null;
          }
        }

        @Override
        public JsonNode write(LocalDate value) {
          return TextNode.valueOf(value.toString());
        }
      };

  /** Times of day. */
  static final ValueEditor.Codec<LocalTime> TIME =
      new ValueEditor.Codec<>() {
        @Override
        public @Nullable LocalTime read(JsonNode json) {
          try {
            return LocalTime.parse(json.asText());
          } catch (DateTimeException e) {
            return null;
          }
        }

        @Override
        public JsonNode write(LocalTime value) {
          return TextNode.valueOf(value.toString());
        }
      };

  /** Places as maps copy them; what is none yet goes on as it is written. */
  static final ValueEditor.Codec<String> PLACE =
      new ValueEditor.Codec<>() {
        @Override
        public String read(JsonNode json) {
          return Formats.place(json);
        }

        @Override
        public JsonNode write(String value) {
          String[] parts = value.strip().split("\\s*[,，;\\s]\\s*", -1);
          try {
            return parts.length == 2
                ? Json.MAPPER
                    .createObjectNode()
                    .put("lat", new BigDecimal(parts[0]))
                    .put("lng", new BigDecimal(parts[1]))
                : TextNode.valueOf(value);
          } catch (NumberFormatException e) {
            return TextNode.valueOf(value);
          }
        }
      };

  /** JSON as people read it; what is none yet goes on as it is written. */
  static final ValueEditor.Codec<String> JSON =
      new ValueEditor.Codec<>() {
        @Override
        public String read(JsonNode json) {
          return json.isContainerNode() ? json.toPrettyString() : json.asText();
        }

        @Override
        public JsonNode write(String value) {
          JsonNode json = Json.read(value, new Problems());
          return json == null ? TextNode.valueOf(value) : json;
        }
      };

  private Codecs() {}

  /** Durations as people say them; the engine reads what they write. */
  static ValueEditor.Codec<String> span(Locale locale) {
    return new ValueEditor.Codec<>() {
      @Override
      public String read(JsonNode json) {
        return Formats.span(json.asText(), locale);
      }

      @Override
      public JsonNode write(String value) {
        return TextNode.valueOf(DurationField.iso(value));
      }
    };
  }

  /** Moments, as the clock on the wall of that zone shows them. */
  static ValueEditor.Codec<LocalDateTime> moment(ZoneId zone) {
    return new ValueEditor.Codec<>() {
      @Override
      public @Nullable LocalDateTime read(JsonNode json) {
        try {
          return LocalDateTime.ofInstant(Instant.parse(json.asText()), zone)
              .truncatedTo(ChronoUnit.MINUTES);
        } catch (DateTimeException e) {
          return null;
        }
      }

      @Override
      public JsonNode write(LocalDateTime value) {
        return TextNode.valueOf(value.atZone(zone).toInstant().toString());
      }
    };
  }
}
