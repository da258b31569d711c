package dev.nacre.workflow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notifications, newest first.
 *
 * @param next where to go on; null at the end
 */
public record NotificationPage(List<Notification> notifications, @Nullable String next) {}
