package dev.nacre.security.egress;

import dev.nacre.security.egress.EgressException.Reason;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.Config;

/**
 * Which addresses may be reached from here: public ones, those of {@code NACRE_EGRESS_ALLOW}, and
 * what is granted to a caller. A host is looked up once, and the caller must connect to the very
 * addresses that it gets: a second look-up could say something else.
 */
@Singleton
public final class EgressPolicy {
  /** Special-purpose addresses by the registries of IANA; none of them is a partner's. */
  private static final List<AddressRange> SPECIAL =
      AddressRange.list(
          "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 "
              + "192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 "
              + "198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 "
              + "2001::/23 2001:db8::/32 2002::/16 3fff::/20");

  /** The only IPv6 addresses that are handed out for use across the Internet. */
  private static final AddressRange GLOBAL = AddressRange.of("2000::/3");

  private static final Duration LOOK_UP = Duration.ofSeconds(5);

  private final List<AddressRange> allowed;
  private final List<EgressGrants> grants;
  private final HostLookup lookup;

  @Inject
  EgressPolicy(Config config, @All List<EgressGrants> grants) {
    this(
        config.getOptionalValue("nacre.egress-allow", String.class).orElse(""),
        grants,
        InetAddress::getAllByName);
  }

  /**
   * A policy.
   *
   * @param allow addresses or ranges that everybody may reach although they are private
   */
  public EgressPolicy(String allow, List<EgressGrants> grants, HostLookup lookup) {
    this.allowed = AddressRange.list(allow);
    this.grants = List.copyOf(grants);
    this.lookup = lookup;
  }

  /** Asks the name server. */
  public interface HostLookup {
    /** All addresses of that host. */
    InetAddress[] find(String host) throws UnknownHostException;
  }

  /**
   * The addresses of that host that may be connected to, at least one.
   *
   * @param caller on whose behalf, such as {@code order_hub/taobao}
   * @param host a name or an address
   * @throws EgressException when there is none
   */
  public List<InetSocketAddress> vet(String caller, String host, int port) {
    for (EgressGrants grant : grants) {
      var granted = grant.address(caller, host, port);
      if (granted.isPresent()) {
        return List.of(granted.get());
      }
    }
    List<InetAddress> found = find(host);
    List<InetSocketAddress> fine =
        found.stream()
            .filter(this::reachable)
            .map(address -> new InetSocketAddress(address, port))
            .toList();
    if (fine.isEmpty()) {
      throw new EgressException(Reason.REFUSED, host, found.getFirst().getHostAddress());
    }
    return fine;
  }

  /**
   * Whether that host stands for one that is still to be written, by the names that RFC 6761 keeps
   * free: {@code .invalid} leads nowhere, {@code .test} only where this installation granted it.
   *
   * @param caller on whose behalf, such as {@code order_hub/taobao}
   */
  public boolean open(String caller, String host, int port) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.endsWith(".invalid")
        || (name.endsWith(".test")
            && grants.stream().noneMatch(g -> g.address(caller, host, port).isPresent()));
  }

  private List<InetAddress> find(String host) {
    var task = new FutureTask<>(() -> List.of(lookup.find(host)));
    Thread.ofVirtual().name("look-up").start(task);
    try {
      List<InetAddress> found = task.get(LOOK_UP.toMillis(), TimeUnit.MILLISECONDS);
      if (!found.isEmpty()) {
        return found;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // both mean that nobody can say where it is
    }
    throw new EgressException(Reason.UNKNOWN_HOST, host);
  }

  private boolean reachable(InetAddress address) {
    if (allowed.stream().anyMatch(range -> range.contains(address))) {
      return true;
    }
    boolean global = address.getAddress().length == 4 || GLOBAL.contains(address);
    return global && SPECIAL.stream().noneMatch(range -> range.contains(address));
  }

  @Override
  public String toString() {
    return "private addresses that may be reached: "
        + Arrays.toString(allowed.toArray(AddressRange[]::new));
  }
}
