package dev.nacre.server;

import dev.nacre.event.Inbox;
import dev.nacre.event.Transport.Standing;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Whether payloads can be taken in, at {@code /q/health/ready}. */
@Readiness
@Singleton
final class TransportHealth implements HealthCheck {
  private final Inbox inbox;

  TransportHealth(Inbox inbox) {
    this.inbox = inbox;
  }

  @Override
  public HealthCheckResponse call() {
    Standing standing = inbox.standing();
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("What comes in")
            .status(standing.trouble() == null)
            .withData("transport", standing.name())
            .withData("lag", standing.lag());
    if (standing.trouble() != null) {
      answer.withData("trouble", standing.trouble());
    }
    return answer.build();
  }
}
