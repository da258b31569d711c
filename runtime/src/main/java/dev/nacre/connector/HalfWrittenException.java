package dev.nacre.connector;

import dev.nacre.event.Finding;
import dev.nacre.event.Settlement;
import dev.nacre.metadata.NacreException;
import java.util.List;

/**
 * Entries of a batch wrote one record and then failed on another: the whole batch is undone and
 * done again without them, so that an entry takes effect whole or not at all.
 */
final class HalfWrittenException extends NacreException {
  private static final long serialVersionUID = 1L;

  private final transient List<Settlement> settlements;

  HalfWrittenException(List<Settlement> settlements) {
    super(settlements.stream().flatMap(s -> s.findings().stream()).map(Finding::problem).toList());
    this.settlements = settlements;
  }

  List<Settlement> settlements() {
    return settlements;
  }
}
