package dev.nacre.workflow;

import dev.nacre.metadata.Text;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message shown to people within Nacre.
 *
 * @param role everybody who holds it; null when it is for one user
 * @param user null when it is for a role
 * @param form the form of the record it is about; null when it is about none
 * @param instance what sent it; null when it isn't known
 * @param incident the workflow of which it says that an instance stands still; null when it says
 *     something else
 * @param gathered how many instances it speaks of
 * @param read whether the asker has read it
 */
public record Notification(
    UUID id,
    String app,
    @Nullable String role,
    @Nullable String user,
    @Nullable Text title,
    Text text,
    @Nullable String form,
    @Nullable UUID record,
    @Nullable UUID instance,
    @Nullable String incident,
    int gathered,
    Instant createdAt,
    boolean read) {
  /** The same of so many instances. */
  Notification of(int instances) {
    return new Notification(
        id, app, role, user, title, text, form, record, instance, incident, instances, createdAt,
        read);
  }
}
