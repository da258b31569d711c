package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Problems;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One way down a tree of choices, such as province, city and district. */
@Singleton
public final class CascadeField extends Several<CascadeField.Settings> {
  /** Stands between the steps of a way where people write it. */
  public static final String STEP = "/";

  private static final int DEEPEST = 6;

  /**
   * The tree.
   *
   * @param paths every way to an end, its steps with slashes between them ({@code
   *     Electronics/Phones}); null when data says it
   * @param data a tree that is shipped; null when paths say it
   * @param partial whether a way may end early; null means no
   */
  public record Settings(
      @Nullable List<String> paths, @Nullable Tree data, @Nullable Boolean partial) {
    /** Steps are compared without the spaces around them. */
    public Settings {
      paths =
          paths == null
              ? null
              : paths.stream().map(path -> String.join(STEP, steps(path))).toList();
    }

    /** Every way to an end. */
    public List<List<String>> ways() {
      return data == null
          ? (paths == null ? List.<String>of() : paths).stream().map(CascadeField::steps).toList()
          : Divisions.paths();
    }

    private boolean has(List<String> way) {
      boolean early = Boolean.TRUE.equals(partial);
      if (data != null) {
        return Divisions.has(way) && (early || way.size() == Divisions.DEPTH);
      }
      String whole = String.join(STEP, way);
      return paths != null
          && way.stream().noneMatch(step -> step.contains(STEP))
          && paths.stream()
              .anyMatch(path -> path.equals(whole) || (early && path.startsWith(whole + STEP)));
    }
  }

  /** Trees that are shipped. */
  public enum Tree {
    /** Provinces, cities and districts of China. */
    CN_DIVISION
  }

  @Override
  public String id() {
    return "cascade";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public boolean steps() {
    return true;
  }

  @Override
  @Nullable List<String> of(JsonNode json, Settings s, String pointer, Problems problems) {
    var way = new ArrayList<String>();
    for (int i = 0; i < json.size(); i++) {
      String step = Texts.read(json.get(i), pointer + "/" + i, problems);
      if (step == null) {
        return null;
      }
      way.add(step);
    }
    return fit(way, s, pointer, problems);
  }

  /** Steps with slashes, or a place in China as people write it. */
  @Override
  @Nullable List<String> cell(String text, Settings s, String pointer, Problems problems) {
    String plain = Texts.plain(text);
    if (s.data() != null && !plain.contains(STEP)) {
      Divisions.Split split = Divisions.split(plain);
      return fit(split.rest().isEmpty() ? split.path() : List.of(plain), s, pointer, problems);
    }
    return fit(steps(plain), s, pointer, problems);
  }

  private static @Nullable List<String> fit(
      List<String> way, Settings s, String pointer, Problems problems) {
    if (way.isEmpty()) {
      return null;
    }
    if (!s.has(way)) {
      problems.add(pointer, "cascade_unknown", Texts.shown(String.join(STEP, way)));
      return null;
    }
    return List.copyOf(way);
  }

  private static List<String> steps(String text) {
    var steps = new ArrayList<String>();
    for (String step : text.split(STEP, -1)) {
      if (!step.isBlank()) {
        steps.add(step.strip());
      }
    }
    return steps;
  }

  @Override
  public String display(Object value, Settings s, Locale locale) {
    return String.join(
        " " + STEP + " ", ((List<?>) value).stream().map(String.class::cast).toList());
  }

  @Override
  public void check(Settings s, String pointer, Problems problems) {
    if ((s.paths() == null || s.paths().isEmpty()) == (s.data() == null)) {
      problems.add(pointer, "cascade_source");
    }
    var seen = new HashSet<List<String>>();
    List<String> paths = s.paths() == null ? List.of() : s.paths();
    for (int i = 0; i < paths.size(); i++) {
      List<String> steps = steps(paths.get(i));
      String at = pointer + "/paths/" + i;
      if (steps.isEmpty() || steps.size() > DEEPEST) {
        problems.add(at, "cascade_steps", paths.get(i), DEEPEST);
      } else if (new HashSet<>(steps).size() < steps.size()) {
        problems.add(at, "cascade_step_twice", paths.get(i));
      } else if (!seen.add(steps)) {
        problems.add(at, "option_twice", paths.get(i));
      }
    }
  }
}
