package dev.nacre.workspace;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.server.Command;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Keeps what is on a screen up to date while somebody looks at it. */
@Singleton
public final class Pulse {
  private static final Logger LOG = Logger.getLogger(Pulse.class);

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  @PreDestroy
  void stop() {
    clock.shutdownNow();
  }

  /**
   * Asks again and again while the component is on a screen, and shows what has come. Asking
   * happens without the screen's lock, so that a slow answer never holds a person up.
   *
   * @param ask run outside of requests; must not touch components
   * @param show run with the screen's lock, and pushed
   */
  public <T> void watch(Component on, Duration every, Supplier<T> ask, Consumer<T> show) {
    on.addAttachListener(attached -> start(on, attached.getUI(), every, ask, show));
    on.getUI().ifPresent(ui -> start(on, ui, every, ask, show));
  }

  private <T> void start(Component on, UI ui, Duration every, Supplier<T> ask, Consumer<T> show) {
    var running = new AtomicBoolean();
    ScheduledFuture<?> beat =
        clock.scheduleWithFixedDelay(
            () -> {
              if (running.compareAndSet(false, true)) {
                Thread.ofVirtual()
                    .start(
                        () -> {
                          try {
                            once(ui, ask, show);
                          } finally {
                            running.set(false);
                          }
                        });
              }
            },
            every.toMillis(),
            every.toMillis(),
            TimeUnit.MILLISECONDS);
    on.addDetachListener(
        detached -> {
          detached.unregisterListener();
          beat.cancel(false);
        });
  }

  /**
   * Does something once, without the screen's lock, to its end even when nobody looks any more.
   *
   * @param work must not touch components
   */
  public void apart(Runnable work) {
    Thread.ofVirtual()
        .start(
            () -> {
              ManagedContext request = Arc.container().requestContext();
              request.activate();
              try {
                work.run();
              } catch (RuntimeException e) {
                LOG.error("work for a screen broke off", e);
              } finally {
                request.terminate();
              }
            });
  }

  private static <T> void once(UI ui, Supplier<T> ask, Consumer<T> show) {
    ManagedContext request = Arc.container().requestContext();
    request.activate();
    try {
      T answer = ask.get();
      Command shown = () -> show.accept(answer);
      ui.accessSynchronously(shown);
    } catch (UIDetachedException e) {
      // nobody looks any more
    } catch (RuntimeException e) {
      // the next beat may succeed; a person who acts gets the error on the screen
      LOG.debug("a screen could not be refreshed", e);
    } finally {
      request.terminate();
    }
  }
}
