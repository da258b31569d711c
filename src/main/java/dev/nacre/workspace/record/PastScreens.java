package dev.nacre.workspace.record;

import dev.nacre.record.past.PastEngine;
import dev.nacre.record.past.RestoreEngine;
import dev.nacre.record.past.Version;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.People;
import jakarta.inject.Singleton;

/** What screens about the past of records need. */
@Singleton
final class PastScreens {
  private final PastEngine past;
  private final RestoreEngine restores;
  private final People people;

  PastScreens(PastEngine past, RestoreEngine restores, People people) {
    this.past = past;
    this.restores = restores;
    this.people = people;
  }

  PastEngine past() {
    return past;
  }

  RestoreEngine restores() {
    return restores;
  }

  /** A version in a line: its number, when, through whom. */
  String called(Version version, OpenApp app, ChangeWords words) {
    return app.context()
        .text(
            "past.version",
            version.number(),
            words.when(version.at()),
            people.actor(version.who(), app));
  }
}
