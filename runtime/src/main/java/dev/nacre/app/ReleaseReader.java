package dev.nacre.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Problems;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the list of parts of a release, and checks what can be said of it alone. */
final class ReleaseReader {
  private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

  private final Problems problems;

  ReleaseReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reads it.
   *
   * @param self the version of a part that names none; 0 when every part must
   * @return what could be read; only good without problems
   */
  Release read(JsonNode array, int self, String pointer) {
    if (!array.isArray() || array.isEmpty()) {
      problems.add(pointer, "release_empty");
      return new Release(List.of());
    }
    var parts = new ArrayList<Release.Part>();
    for (int i = 0; i < array.size(); i++) {
      parts.add(part(array.get(i), self, pointer + "/" + i));
    }
    check(parts, pointer);
    Release.Part last = parts.removeLast();
    parts.add(new Release.Part(last.version(), null, null, Release.BY_RECORD));
    return new Release(parts);
  }

  private Release.Part part(JsonNode json, int self, String pointer) {
    JsonNode when = json.path("when");
    Audience audience =
        when.isMissingNode() || when.isNull() || (when.isObject() && when.isEmpty())
            ? null
            : AudienceReader.read(when, pointer + "/when", problems);
    BigDecimal share = json.path("share").isNumber() ? json.get("share").decimalValue() : null;
    if (share != null && (share.signum() <= 0 || share.compareTo(WHOLE) > 0)) {
      problems.add(pointer + "/share", "release_share_range", share.toPlainString());
    }
    int version = json.path("version").asInt(self);
    if (version == 0) {
      problems.add(pointer + "/version", "release_version_missing");
    }
    return new Release.Part(version, audience, share, json.path("by").asText(Release.BY_RECORD));
  }

  private void check(List<Release.Part> parts, String pointer) {
    BigDecimal sum = BigDecimal.ZERO;
    int last = parts.size() - 1;
    for (int i = 0; i < last; i++) {
      Release.Part part = parts.get(i);
      BigDecimal share = limited(part.share());
      if (share != null) {
        sum = sum.add(share);
        part = new Release.Part(part.version(), part.when(), share, part.by());
      } else {
        part = new Release.Part(part.version(), part.when(), null, part.by());
      }
      parts.set(i, part);
      if (part.when() == null && share == null && problems.isEmpty()) {
        problems.add(pointer + "/" + i, "release_part_takes_all");
      }
    }
    if (sum.compareTo(WHOLE) >= 0) {
      problems.add(
          pointer + "/" + Math.max(0, last - 1) + "/share",
          "release_share_sum",
          sum.toPlainString());
    }
    Release.Part rest = parts.get(last);
    if (rest.when() != null) {
      problems.add(pointer + "/" + last + "/when", "release_no_rest");
    }
    BigDecimal share = limited(rest.share());
    if (share != null && share.add(sum).compareTo(WHOLE) != 0) {
      problems.add(
          pointer + "/" + last + "/share",
          last == 0 ? "release_no_rest" : "release_share_sum",
          share.add(sum).toPlainString());
    }
  }

  /** All of them is no limit. */
  private static @Nullable BigDecimal limited(@Nullable BigDecimal share) {
    return share == null || share.compareTo(WHOLE) == 0 ? null : share;
  }
}
