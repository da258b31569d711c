package dev.nacre.record;

import dev.nacre.security.UserNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two files and three people, for tests that run without a store of either. */
public final class SampleFiles {
  private static final Map<String, Attachment> FILES =
      Map.of(
          "11111111-1111-4111-8111-111111111111",
          new Attachment("11111111-1111-4111-8111-111111111111", "a.png", "image/png", 2_048),
          "22222222-2222-4222-8222-222222222222",
          new Attachment(
              "22222222-2222-4222-8222-222222222222", "b.pdf", "application/pdf", 4 << 20));

  private static final List<UserNames.Person> PEOPLE =
      List.of(
          new UserNames.Person("ann", "Ann Lee"),
          new UserNames.Person("bo", "Bo"),
          new UserNames.Person("bo2", "Bo"));

  private SampleFiles() {}

  /** The files. */
  public static Attachments files() {
    return id -> Optional.ofNullable(FILES.get(id));
  }

  /** The people. */
  public static UserNames people() {
    return new UserNames() {
      @Override
      public Optional<Person> find(String id) {
        return PEOPLE.stream().filter(person -> person.id().equals(id)).findFirst();
      }

      @Override
      public List<Person> called(String name) {
        return PEOPLE.stream().filter(person -> person.name().equalsIgnoreCase(name)).toList();
      }

      @Override
      public List<Person> all() {
        return PEOPLE;
      }
    };
  }
}
