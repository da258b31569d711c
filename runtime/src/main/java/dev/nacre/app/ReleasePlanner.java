package dev.nacre.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.security.Identity;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and checks releases, and keeps them. */
@Singleton
final class ReleasePlanner {
  private final ReleaseStore store;
  private final ReleaseCheck check;
  private final Versions versions;
  private final Apps apps;

  ReleasePlanner(ReleaseStore store, ReleaseCheck check, Versions versions, Apps apps) {
    this.store = store;
    this.check = check;
    this.versions = versions;
    this.apps = apps;
  }

  /**
   * Reads a list of parts.
   *
   * @param pointer where it stands in what was sent
   * @param coming a version about to be published, which a part without a number means; may be null
   * @throws InvalidAppException when the list isn't a release
   */
  Release read(AppAddress address, JsonNode parts, String pointer, @Nullable CompiledApp coming) {
    List<Integer> known = new ArrayList<>(versions.numbers(address.id()));
    int self = coming == null ? 0 : coming.forms().version();
    if (coming != null) {
      known.add(self);
    } else if (known.isEmpty()) {
      throw Drafts.unknown(address.id());
    }
    var problems = new Problems();
    Release release = new ReleaseReader(problems).read(parts, self, pointer);
    if (!release.parts().isEmpty()) {
      int rest = release.rest();
      if (known.contains(rest)) {
        CompiledApp last = coming != null && rest == self ? coming : apps.load(address, rest);
        check.check(release, last, known, pointer, problems);
      } else {
        ReleaseCheck.versions(release, known, pointer, problems);
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidAppException(problems.list());
    }
    return release;
  }

  void put(AppAddress address, Release release, Identity by) {
    store.put(address, release, by);
  }

  /** Goes back by one release. */
  Release back(AppAddress address, Identity by) {
    return store
        .back(address, by)
        .orElseThrow(
            () -> new AppConflictException(Problem.at("", "release_no_previous", address.id())));
  }
}
