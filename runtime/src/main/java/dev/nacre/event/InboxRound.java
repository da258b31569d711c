package dev.nacre.event;

import dev.nacre.event.InboxQueue.Source;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * Whose turn it is among the connectors: each in turn, however much waits at one of them, and each
 * with one worker of this node at a time, so that a slow one holds up nobody but itself.
 */
public final class InboxRound {
  private final InboxQueue queue;
  private final Queue<Source> round = new ArrayDeque<>();
  private final Set<Source> busy = new HashSet<>();
  private final Set<Source> asked = new HashSet<>();

  /** Of the connectors that have something in that inbox. */
  public InboxRound(InboxQueue queue) {
    this.queue = queue;
  }

  /**
   * The next connector that may have something to be worked; the caller must give it {@link #back}.
   *
   * @param but where the caller found nothing just now
   * @return empty when there is nothing to do, or others do it
   */
  public synchronized Optional<Source> next(Set<Source> but) {
    Optional<Source> next = poll(but);
    if (next.isEmpty()) {
      round.addAll(queue.sources());
      next = poll(but);
    }
    return next;
  }

  private Optional<Source> poll(Set<Source> but) {
    while (!round.isEmpty()) {
      Source source = round.remove();
      if (!but.contains(source)) {
        if (busy.add(source)) {
          return Optional.of(source);
        }
        asked.add(source);
      }
    }
    return Optional.empty();
  }

  /**
   * Somebody else may work that one now.
   *
   * @return whether others wanted to meanwhile: something may have come that its worker didn't see
   */
  public synchronized boolean back(Source source) {
    busy.remove(source);
    return asked.remove(source);
  }
}
