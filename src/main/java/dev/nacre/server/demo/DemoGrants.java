package dev.nacre.server.demo;

import dev.nacre.security.egress.EgressGrants;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets the connectors of the demo through to its make-believe shops: each to its own, by a name
 * that leads nowhere else, and nobody else.
 */
@Singleton
final class DemoGrants implements EgressGrants {
  private static final int HTTP = 80;

  private record Way(String caller, String host) {}

  private final Map<Way, InetSocketAddress> ways = new ConcurrentHashMap<>();

  void grant(String caller, String host, InetSocketAddress address) {
    ways.put(new Way(caller, host), address);
  }

  @Override
  public Optional<InetSocketAddress> address(String caller, String host, int port) {
    return port == HTTP ? Optional.ofNullable(ways.get(new Way(caller, host))) : Optional.empty();
  }
}
