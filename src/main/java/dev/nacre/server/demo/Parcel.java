package dev.nacre.server.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A make-believe parcel on its way. */
final class Parcel {
  private final String number;
  private final Instant since;
  private final Duration stage;
  private final List<String> way;
  private volatile @Nullable Place stranded;

  private record Place(String words, Instant since) {}

  /**
   * A parcel that was just handed over.
   *
   * @param to a city; may be empty
   * @param stage how long it stays at each place
   */
  Parcel(String number, String to, Instant since, Duration stage) {
    this.number = number;
    this.since = since;
    this.stage = stage;
    String there = to.isEmpty() ? "目的地" : to;
    this.way =
        List.of(
            "【杭州市】仓前网点已揽收",
            "【杭州转运中心】已发出，下一站【%s转运中心】".formatted(there),
            "【%s转运中心】已到达".formatted(there),
            "【%s】快递员正在派送".formatted(there),
            "【%s】已签收，签收人：本人".formatted(there));
  }

  String number() {
    return number;
  }

  /** From now on it stays there. */
  void strand(String words, Instant from) {
    stranded = new Place(words, from);
  }

  /** The trace, newest first, as Kuaidi100 tells it. */
  ObjectNode tell(String carrier, Instant now) {
    List<Place> trace = trace(now);
    boolean signed = stranded == null && trace.size() == way.size();
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("message", "ok").put("state", signed ? "3" : "0").put("status", "200");
    root.put("condition", "F00").put("ischeck", signed ? "1" : "0");
    root.put("com", carrier).put("nu", number);
    ArrayNode data = root.putArray("data");
    for (Place place : trace.reversed()) {
      String time = TopGateway.write(place.since());
      data.addObject().put("time", time).put("ftime", time).put("context", place.words());
    }
    return root;
  }

  private List<Place> trace(Instant now) {
    Place stop = stranded;
    if (stop != null) {
      return List.of(stop);
    }
    var trace = new ArrayList<Place>();
    Instant when = since;
    for (int i = 0; i < way.size() && !when.isAfter(now); i++) {
      trace.add(new Place(way.get(i), when));
      when = when.plus(stage);
    }
    return trace;
  }
}
