package dev.nacre.workflow;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Starts and stops the workers with the application. */
@Singleton
final class WorkflowStart {
  private static final int THREADS = 2;

  private final WorkflowWorker worker;

  WorkflowStart(WorkflowWorker worker) {
    this.worker = worker;
  }

  void start(@Observes StartupEvent event) {
    worker.start(THREADS);
  }

  void stop(@Observes ShutdownEvent event) {
    worker.stop();
  }
}
