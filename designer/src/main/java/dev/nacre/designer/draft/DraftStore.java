package dev.nacre.designer.draft;

import dev.nacre.app.RuleTrial;
import dev.nacre.app.RuleTrials;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Problem;
import dev.nacre.record.change.Effect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The draft of one app on the server, on behalf of one person. */
public interface DraftStore {
  /** Its files now. */
  AppFiles files();

  /** The files of the version that people are served; empty files when none is. */
  AppFiles published();

  /** Keeps one file. */
  void put(String path, String text);

  /** Takes one file away. */
  void delete(String path);

  /** Checks files as publishing would. */
  List<Problem> check(AppFiles files);

  /** What publishing what is kept would mean for the records there are. */
  List<Effect> plan();

  /** Tries what is kept on past records, on behalf of whoever asks now. */
  Trial trial(RuleTrials.Wish wish);

  /** A trial, to be run beside the screen. */
  interface Trial {
    /** Runs it. */
    RuleTrial run(RuleTrials.Progress progress);
  }

  /** The app's id. */
  String app();

  /**
   * Publishes what is kept, to everybody.
   *
   * @return the version's number
   */
  int publish(@Nullable String note);
}
