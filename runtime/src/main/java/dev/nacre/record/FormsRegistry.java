package dev.nacre.record;

/** Finds compiled forms; the app package knows which version whom serves. */
public interface FormsRegistry {
  /**
   * The forms of the version that is served now.
   *
   * @param app an app id, or {@code id@test}
   * @throws NotFoundException when there is no such app
   */
  Forms current(String app);

  /**
   * The forms of that version, however old.
   *
   * @throws NotFoundException when there is no such app or version
   */
  Forms version(String app, int version);
}
