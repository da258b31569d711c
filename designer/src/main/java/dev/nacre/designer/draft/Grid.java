package dev.nacre.designer.draft;

import dev.nacre.metadata.DashboardDefinition.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where widgets stand on the 12 columns of a dashboard. Nothing overlaps: what is in the way makes
 * room below, and what can move up does, so that no holes are left.
 */
public final class Grid {
  /** How many columns there are. */
  public static final int COLUMNS = 12;

  private static final int TALLEST = 50;
  private static final Place USUAL = new Place(0, 0, 6, 4);

  private final Map<String, Place> places = new LinkedHashMap<>();

  /** Adds a widget in the order of the definition; one without a place comes after the others. */
  public void add(String id, @Nullable Place at) {
    places.put(id, at == null ? free(USUAL.w(), USUAL.h()) : fit(at));
  }

  /** Where they stand now, in the order of the definition. */
  public Map<String, Place> places() {
    return places;
  }

  /** The first place of that size, from the top, where nothing stands. */
  public Place free(int w, int h) {
    int bottom = places.values().stream().mapToInt(p -> p.y() + p.h()).max().orElse(0);
    for (int y = 0; y <= bottom; y++) {
      for (int x = 0; x + w <= COLUMNS; x++) {
        var wanted = new Place(x, y, w, h);
        if (places.values().stream().noneMatch(p -> overlap(p, wanted))) {
          return wanted;
        }
      }
    }
    return new Place(0, bottom, w, h);
  }

  /** Puts a widget there; the others make room. */
  public void put(String id, Place wanted) {
    Place place = fit(wanted);
    var settled = new LinkedHashMap<String, Place>();
    settled.put(id, place);
    for (String other : order(id)) {
      Place at = places.get(other);
      while (at != null && hits(at, settled.values())) {
        at = new Place(at.x(), at.y() + 1, at.w(), at.h());
      }
      if (at != null) {
        settled.put(other, at);
      }
    }
    tidy(settled);
  }

  /** Moves everything up as far as it goes. */
  public void tidy() {
    tidy(new LinkedHashMap<>(places));
  }

  private void tidy(Map<String, Place> from) {
    List<Map.Entry<String, Place>> ordered = new ArrayList<>(from.entrySet());
    ordered.sort(Comparator.comparing(Map.Entry::getValue, READING));
    var settled = new LinkedHashMap<String, Place>();
    for (var entry : ordered) {
      Place at = entry.getValue();
      while (at.y() > 0) {
        var up = new Place(at.x(), at.y() - 1, at.w(), at.h());
        if (hits(up, settled.values())) {
          break;
        }
        at = up;
      }
      settled.put(entry.getKey(), at);
    }
    places.replaceAll((id, before) -> settled.getOrDefault(id, before));
  }

  private static final Comparator<Place> READING =
      Comparator.comparingInt(Place::y).thenComparingInt(Place::x);

  private List<String> order(String without) {
    return places.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(without))
        .sorted(Map.Entry.comparingByValue(READING))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean hits(Place at, Iterable<Place> others) {
    for (Place other : others) {
      if (overlap(at, other)) {
        return true;
      }
    }
    return false;
  }

  private static boolean overlap(Place a, Place b) {
    return a.x() < b.x() + b.w()
        && b.x() < a.x() + a.w()
        && a.y() < b.y() + b.h()
        && b.y() < a.y() + a.h();
  }

  private static Place fit(Place p) {
    int w = Math.clamp(p.w(), 1, COLUMNS);
    int h = Math.clamp(p.h(), 1, TALLEST);
    return new Place(Math.clamp(p.x(), 0, COLUMNS - w), Math.max(0, p.y()), w, h);
  }
}
