package dev.nacre.event;

import java.util.List;

class PostgresTransportTest extends TransportContract {
  @Override
  protected List<TransportProvider> providers() {
    return List.of();
  }
}
