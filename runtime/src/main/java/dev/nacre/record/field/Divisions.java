package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The provinces, cities and districts of China, by name; {@code NOTICE} says where from. */
public final class Divisions {
  private static final List<String> ENDS =
      List.of("维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "省", "市", "区", "县");

  /** A province, a city in it, a district in that. */
  static final int DEPTH = 3;

  private static final int SHORTEST = 2;

  /** Read when the first field asks for it. */
  private static final class Known {
    private static final Map<String, Map<String, List<String>>> ALL = read();
  }

  private Divisions() {}

  private static Map<String, Map<String, List<String>>> read() {
    try (InputStream in = Divisions.class.getResourceAsStream("/division/cn.json")) {
      var provinces = new LinkedHashMap<String, Map<String, List<String>>>();
      for (var province : Json.MAPPER.readTree(in).properties()) {
        var cities = new LinkedHashMap<String, List<String>>();
        for (var city : province.getValue().properties()) {
          cities.put(
              city.getKey(), city.getValue().valueStream().map(JsonNode::textValue).toList());
        }
        provinces.put(province.getKey(), cities);
      }
      return provinces;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every district with its city and province, such as {@code 广东省, 深圳市, 南山区}. */
  public static List<List<String>> paths() {
    var paths = new ArrayList<List<String>>();
    Known.ALL.forEach(
        (province, cities) ->
            cities.forEach(
                (city, districts) ->
                    districts.forEach(district -> paths.add(List.of(province, city, district)))));
    return paths;
  }

  /** Whether that is the way to a division: a province, a city in it, a district in that. */
  static boolean has(List<String> path) {
    Map<String, List<String>> cities = path.isEmpty() ? null : Known.ALL.get(path.getFirst());
    if (cities == null || path.size() == 1) {
      return cities != null;
    }
    List<String> districts = cities.get(path.get(1));
    return districts != null
        && (path.size() == 2 || (path.size() == DEPTH && districts.contains(path.get(2))));
  }

  /**
   * What an address begins with.
   *
   * @param path province, city, district, as many as are named; may be empty
   * @param rest what stands behind them
   */
  record Split(List<String> path, String rest) {}

  /**
   * Splits an address as people write it in China, from the largest part to the smallest; short
   * names ({@code 广东 深圳}) are known too. A municipality's only "city" goes unnamed.
   */
  static Split split(String address) {
    String rest = address.strip();
    String province = begins(rest, Known.ALL.keySet());
    if (province == null) {
      return new Split(List.of(), rest);
    }
    var path = new ArrayList<>(List.of(province));
    rest = behind(rest, province);
    Map<String, List<String>> cities = Known.ALL.get(province);
    String city = begins(rest, cities.keySet());
    if (city != null) {
      rest = behind(rest, city);
    } else {
      city = only(cities, rest);
    }
    if (city != null) {
      path.add(city);
      String district = begins(rest, cities.get(city));
      if (district != null) {
        path.add(district);
        rest = behind(rest, district);
      }
    }
    return new Split(List.copyOf(path), rest);
  }

  /** The city whose district comes next, where the city itself isn't named. */
  private static @Nullable String only(Map<String, List<String>> cities, String rest) {
    List<String> all =
        cities.entrySet().stream()
            .filter(city -> begins(rest, city.getValue()) != null)
            .map(Map.Entry::getKey)
            .toList();
    return all.size() == 1 ? all.getFirst() : null;
  }

  private static @Nullable String begins(String text, Iterable<String> names) {
    String found = null;
    for (String name : names) {
      String known = text.startsWith(name) ? name : shortly(name);
      if (text.startsWith(known) && (found == null || name.length() > found.length())) {
        found = name;
      }
    }
    return found;
  }

  private static String behind(String text, String name) {
    int length = text.startsWith(name) ? name.length() : shortly(name).length();
    return text.substring(length).replaceFirst("^[\\s,，/-]+", "");
  }

  private static String shortly(String name) {
    for (String end : ENDS) {
      if (name.endsWith(end) && name.length() - end.length() >= SHORTEST) {
        return name.substring(0, name.length() - end.length());
      }
    }
    return name;
  }
}
