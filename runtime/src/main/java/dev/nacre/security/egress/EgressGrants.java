package dev.nacre.security.egress;

import java.net.InetSocketAddress;
import java.util.Optional;

/** Addresses that one caller may reach although they are private; each names exactly one. */
public interface EgressGrants {
  /**
   * Where that host is for that caller; empty when nothing is granted.
   *
   * @param caller on whose behalf, such as {@code order_hub/taobao}
   */
  Optional<InetSocketAddress> address(String caller, String host, int port);
}
