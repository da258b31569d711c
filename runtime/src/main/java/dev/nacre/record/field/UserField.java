package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Problems;
import dev.nacre.record.FieldType;
import dev.nacre.security.UserNames;
import dev.nacre.security.UserNames.Person;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A person with an account, by sign-in name, which is also what {@code user.id} gives in
 * expressions; people see and may type the name.
 */
@Singleton
public final class UserField implements FieldType<UserField.Settings> {
  private final UserNames people;

  /** A type that knows these people. */
  public UserField(UserNames people) {
    this.people = people;
  }

  /** Nothing to set. */
  public record Settings() {}

  @Override
  public String id() {
    return "user";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public ValueType valueType() {
    return ValueType.TEXT;
  }

  @Override
  public @Nullable Object read(JsonNode json, Settings s, String pointer, Problems problems) {
    String text = Texts.read(json, pointer, problems);
    return text == null ? null : known(text, pointer, problems);
  }

  @Override
  public @Nullable Object readText(
      String text, Settings s, ZoneId zone, String pointer, Problems problems) {
    String plain = text.strip();
    if (people.find(plain).isEmpty()) {
      List<Person> called = people.called(plain);
      if (called.size() == 1) {
        return called.getFirst().id();
      }
      if (called.size() > 1) {
        problems.add(
            pointer,
            "user_namesakes",
            Texts.shown(plain),
            String.join(", ", called.stream().map(Person::id).toList()));
        return null;
      }
    }
    return known(plain, pointer, problems);
  }

  /** A default may be {@code user.id} of somebody whose account is elsewhere, or of the engine. */
  @Override
  public @Nullable Object coerce(
      Object value, Settings s, ZoneId zone, String pointer, Problems problems) {
    String text = Texts.of(value);
    return text == null || people.find(text).isEmpty() ? null : text;
  }

  @Override
  public JsonNode write(Object value, Settings s) {
    return TextNode.valueOf((String) value);
  }

  @Override
  public String display(Object value, Settings s, Locale locale) {
    return people.find((String) value).map(Person::name).orElse((String) value);
  }

  private @Nullable String known(String id, String pointer, Problems problems) {
    if (people.find(id).isPresent()) {
      return id;
    }
    problems.add(pointer, "field_user_unknown", Texts.shown(id));
    return null;
  }
}
