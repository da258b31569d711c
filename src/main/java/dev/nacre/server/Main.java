package dev.nacre.server;

import dev.nacre.security.MasterKey;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Starts Nacre: the database first, then the application; and at the end the other way round.
 *
 * <p>What the command line and the environment ask for reaches the application as configuration:
 * {@code nacre.data}, {@code nacre.demo}, {@code nacre.simulator}, {@code nacre.database} ({@code
 * embedded} or {@code external}), beside Quarkus' own names.
 */
@QuarkusMain
public final class Main {
  /** What is done beside serving. */
  private static final Set<String> COMMANDS = Set.of("backup", "restore", "pack");

  private Main() {}

  /** Runs until somebody stops it. Ends with 1 when Nacre can't start, after saying why. */
  public static void main(String... args) {
    try {
      if (args.length > 0 && COMMANDS.contains(args[0])) {
        List<String> rest = List.of(args).subList(1, args.length);
        System.exit(
            args[0].equals("pack")
                ? PackCommand.run(rest, System.getenv(), System.out)
                : Backups.run(args[0], rest, System.getenv()));
      }
      Options options = Options.read(List.of(args), System.getenv());
      run(options, freePort(options.port()));
    } catch (StartException e) {
      System.err.println(e.text(Locale.getDefault()));
      System.exit(1);
    }
  }

  private static void run(Options options, int port) {
    Optional<Provider> provider = Provider.in(System.getenv());
    try (DataFolder data = DataFolder.take(options.data(), "http://localhost:" + port)) {
      configure(options, port, provider);
      if (options.external() != null) {
        if (provider.isEmpty()) {
          FirstAdministrator.require(options.external(), System.getenv());
        }
        use(options.external());
        Quarkus.run(Application.class);
        return;
      }
      var embedded = EmbeddedDatabase.in(data, data.resolve("postgresql"));
      var stop = new Thread(() -> stop(embedded), "stop");
      Runtime.getRuntime().addShutdownHook(stop);
      use(whileTheApplicationLoads(embedded::start));
      Quarkus.run(Application.class);
      embedded.stop(); // where the process outlives the application: live reload
    }
  }

  private static void configure(Options options, int port, Optional<Provider> provider) {
    System.setProperty("quarkus.http.port", String.valueOf(port));
    System.setProperty("nacre.data", options.data().toString());
    MasterKey key = MasterKey.load(options.data(), System.getenv("NACRE_SECRET_KEY"));
    System.setProperty("quarkus.http.auth.session.encryption-key", key.forSessions());
    provider.ifPresent(p -> p.settings(key.forSessions()).forEach(System::setProperty));
    System.setProperty("nacre.database", options.external() == null ? "embedded" : "external");
    System.setProperty("nacre.demo", String.valueOf(options.demo()));
    System.setProperty("nacre.once", String.valueOf(options.once()));
    System.setProperty("nacre.simulator", String.valueOf(options.simulator()));
  }

  private static void use(DatabaseAddress database) {
    System.setProperty("quarkus.datasource.jdbc.url", database.url());
    System.setProperty("quarkus.datasource.username", database.user());
    System.setProperty("quarkus.datasource.password", database.password());
  }

  /**
   * Starts the database beside what Quarkus does once per process and without any configuration.
   * Quarkus would do the same a moment later; on two cores it costs no time here.
   */
  private static DatabaseAddress whileTheApplicationLoads(Supplier<DatabaseAddress> start) {
    var database = new CompletableFuture<DatabaseAddress>();
    Thread.ofPlatform().name("database").start(() -> database.completeAsync(start, Runnable::run));
    try {
      Class.forName(
          io.quarkus.runtime.Application.APP_CLASS_NAME,
          true,
          Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException e) {
      // live reload keeps it in a class loader of its own, and loads it when it is needed
    }
    try {
      return database.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StartException told) {
        throw told;
      }
      throw e;
    }
  }

  /** The application still needs the database for its last words, so it is stopped first. */
  private static void stop(EmbeddedDatabase embedded) {
    try {
      var application = ApplicationLifecycleManager.getCurrentApplication();
      if (application != null) {
        application.stop();
      }
    } catch (IllegalStateException e) {
      // it never started
    } finally {
      embedded.stop();
    }
  }

  /** That port, or any one for 0. Quarkus would say that it is taken only after half the start. */
  private static int freePort(int wanted) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(wanted));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new StartException("server.port_in_use", wanted);
    }
  }
}
