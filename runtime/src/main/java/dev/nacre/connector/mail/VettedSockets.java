package dev.nacre.connector.mail;

import dev.nacre.security.egress.EgressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/** Sockets that go to vetted addresses only, whatever the mail library has looked up. */
final class VettedSockets extends SocketFactory {
  private final EgressPolicy policy;
  private final String caller;

  VettedSockets(EgressPolicy policy, String caller) {
    this.policy = policy;
    this.caller = caller;
  }

  @Override
  public Socket createSocket() {
    return new Vetted();
  }

  private final class Vetted extends Socket {
    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      var wanted = (InetSocketAddress) endpoint;
      super.connect(
          policy.vet(caller, wanted.getHostString(), wanted.getPort()).getFirst(), timeout);
    }
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    Socket socket = createSocket();
    socket.connect(InetSocketAddress.createUnresolved(host, port), 10_000);
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket(host.getHostAddress(), port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }
}
