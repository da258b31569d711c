package dev.nacre.connector.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** A mail server that keeps what it is sent; {@code nobody@} it refuses, {@code later@} for now. */
public final class MailSimulator implements AutoCloseable {
  public static final String USER = "shop";
  public static final String PASSWORD = "p4ss";

  private final ServerSocket socket;
  private final @Nullable SSLSocketFactory tls;
  private final List<String> mails = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean silent;

  /** A server on a free port. */
  public MailSimulator() throws IOException {
    this(null, false);
  }

  /**
   * A server that can be spoken with in secret.
   *
   * @param tls proves who it is; null for no
   * @param later only after STARTTLS, not from the first byte on
   */
  MailSimulator(@Nullable SSLContext tls, boolean later) throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    this.tls = later && tls != null ? tls.getSocketFactory() : null;
    socket =
        tls == null || later
            ? new ServerSocket(0, 50, here)
            : tls.getServerSocketFactory().createServerSocket(0, 50, here);
    Thread.ofVirtual().start(this::serve);
  }

  /** Its port. */
  public int port() {
    return socket.getLocalPort();
  }

  /** From now on it hangs up after a mail, and says nothing about it. */
  public void fallSilent() {
    silent = true;
  }

  /** The mails as they came, headers first. */
  public List<String> mails() {
    return List.copyOf(mails);
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> talk(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void talk(Socket client) {
    talk(client, "220 mail.test ready");
  }

  private void talk(Socket client, @Nullable String greeting) {
    try (client;
        var in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
      OutputStream out = client.getOutputStream();
      if (greeting != null) {
        say(out, greeting);
      }
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String command = line.toUpperCase(Locale.ROOT);
        if (tls != null && greeting != null && command.equals("STARTTLS")) {
          say(out, "220 go on");
          var secret =
              (SSLSocket) tls.createSocket(client, client.getInetAddress().getHostName(), 0, true);
          secret.setUseClientMode(false);
          talk(secret, null);
          return;
        } else if (tls != null && greeting != null && command.startsWith("EHLO")) {
          say(out, "250-mail.test\r\n250 STARTTLS"); // no password in clear
        } else if (command.startsWith("EHLO")) {
          say(out, "250-mail.test\r\n250 AUTH PLAIN");
        } else if (command.startsWith("AUTH PLAIN")) {
          byte[] given = Base64.getDecoder().decode(line.substring(11).strip());
          boolean fine =
              new String(given, StandardCharsets.UTF_8).endsWith("\0" + USER + "\0" + PASSWORD);
          say(out, fine ? "235 ok" : "535 5.7.8 authentication failed");
        } else if (command.startsWith("RCPT TO:<NOBODY@")) {
          say(out, "550 5.1.1 no such mailbox");
        } else if (command.startsWith("RCPT TO:<LATER@")) {
          say(out, "451 4.7.1 greylisted, try again later");
        } else if (command.equals("DATA")) {
          say(out, "354 go on");
          var mail = new StringBuilder();
          for (String part = in.readLine(); !".".equals(part); part = in.readLine()) {
            mail.append(part).append('\n');
          }
          mails.add(mail.toString());
          if (silent) {
            return;
          }
          say(out, "250 kept");
        } else if (command.equals("QUIT")) {
          say(out, "221 bye");
          return;
        } else {
          say(out, "250 ok");
        }
      }
    } catch (IOException e) {
      // the other side hung up
    }
  }

  private static void say(OutputStream out, String words) throws IOException {
    out.write((words + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
