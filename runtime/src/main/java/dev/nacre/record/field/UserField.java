package dev.nacre.record.field;

import dev.nacre.metadata.Problems;
import dev.nacre.security.UserNames;
import dev.nacre.security.UserNames.Person;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A person with an account, by sign-in name, which is also what {@code user.id} gives in
 * expressions; people see and may type the name.
 */
@Singleton
public final class UserField extends TextValue<UserField.Settings> {
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
  public boolean searched() {
    return false;
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  @Nullable String normal(String text, Settings s, String pointer, Problems problems) {
    if (people.find(text).isPresent()) {
      return text;
    }
    problems.add(pointer, "field_user_unknown", Texts.shown(text));
    return null;
  }

  @Override
  @Nullable String cell(String plain, Settings s, String pointer, Problems problems) {
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
    return normal(plain, s, pointer, problems);
  }

  /** A default may be {@code user.id} of somebody whose account is elsewhere, or of the engine. */
  @Override
  @Nullable String computed(String text, Settings s, String pointer, Problems problems) {
    return people.find(text).isEmpty() ? null : text;
  }

  @Override
  public String display(Object value, Settings s, Locale locale) {
    return people.find((String) value).map(Person::name).orElse((String) value);
  }
}
