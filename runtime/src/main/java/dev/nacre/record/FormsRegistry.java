package dev.nacre.record;

import dev.nacre.security.Identity;

/** Finds compiled forms; the app package knows which version whom serves. */
public interface FormsRegistry {
  /**
   * The forms of the version that serves whatever a release doesn't take apart.
   *
   * @param app an app id, or {@code id@test}
   * @throws NotFoundException when there is no such app
   */
  Forms current(String app);

  /**
   * The forms of the version that serves a person, where no record is spoken of.
   *
   * @param app an app id, or {@code id@test}
   * @throws NotFoundException when there is no such app
   */
  default Forms current(String app, Identity who) {
    return current(app);
  }

  /**
   * The forms of that version, however old.
   *
   * @throws NotFoundException when there is no such app or version
   * @throws BrokenVersionException when its definitions no longer compile
   */
  Forms version(String app, int version);
}
