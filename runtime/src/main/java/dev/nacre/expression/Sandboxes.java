package dev.nacre.expression;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.ResourceLimits;
import org.graalvm.polyglot.SandboxPolicy;
import org.graalvm.polyglot.Source;
import org.jspecify.annotations.Nullable;

/** One engine and a few contexts, made when they are first needed and used again. */
final class Sandboxes implements AutoCloseable {
  static final String LANGUAGE = "js";

  private static final int KEPT = 2 * Runtime.getRuntime().availableProcessors();

  private final Scripts.Limits limits;
  private final Watchdog watchdog;
  private final ConcurrentLinkedDeque<Sandbox> idle = new ConcurrentLinkedDeque<>();
  private @Nullable Engine engine;
  private @Nullable Source preparation;

  Sandboxes(Scripts.Limits limits) {
    this.limits = limits;
    this.watchdog = new Watchdog(limits);
  }

  Scripts.Limits limits() {
    return limits;
  }

  Watchdog watchdog() {
    return watchdog;
  }

  /** A sandbox for one run; give it back, unless it was cancelled. */
  Sandbox take() {
    Sandbox kept = idle.pollFirst();
    return kept != null ? kept : create();
  }

  void giveBack(Sandbox sandbox) {
    if (idle.size() < KEPT) {
      idle.addFirst(sandbox);
    } else {
      sandbox.close();
    }
  }

  private synchronized Sandbox create() {
    if (engine == null) {
      engine =
          Engine.newBuilder(LANGUAGE)
              .sandbox(SandboxPolicy.CONSTRAINED)
              .in(InputStream.nullInputStream())
              .out(OutputStream.nullOutputStream())
              .err(OutputStream.nullOutputStream())
              // there is no optimising runtime on a stock JDK, and scripts are short
              .option("engine.WarnInterpreterOnly", "false")
              .build();
      preparation = Source.newBuilder(LANGUAGE, text(), "sandbox.js").buildLiteral();
    }
    Context context =
        Context.newBuilder(LANGUAGE)
            .engine(engine)
            .sandbox(SandboxPolicy.CONSTRAINED)
            .resourceLimits(
                ResourceLimits.newBuilder().statementLimit(limits.statements(), null).build())
            .build();
    return new Sandbox(context, context.eval(preparation));
  }

  private static String text() {
    try (InputStream in = Sandboxes.class.getResourceAsStream("/script/sandbox.js")) {
      if (in == null) {
        throw new IllegalStateException("script/sandbox.js is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    watchdog.close();
    idle.clear();
    if (engine != null) {
      engine.close(true);
      engine = null;
    }
  }
}
