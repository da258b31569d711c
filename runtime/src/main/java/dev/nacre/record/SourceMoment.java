package dev.nacre.record;

import java.time.Instant;

/**
 * When a source says that something happened. Clocks of sources count in seconds, so two different
 * things may bear one time: then what arrived later is the later one.
 *
 * @param time the source's own
 * @param arrival grows with the order in which things arrived, through whatever door
 */
public record SourceMoment(Instant time, long arrival) implements Comparable<SourceMoment> {
  @Override
  public int compareTo(SourceMoment other) {
    int byTime = time.compareTo(other.time);
    return byTime == 0 ? Long.compare(arrival, other.arrival) : byTime;
  }
}
