package dev.nacre.workflow;

import dev.nacre.kind.OneOf;
import dev.nacre.kind.Refers;
import dev.nacre.metadata.Value;
import org.jspecify.annotations.Nullable;

/**
 * Whom something is for: exactly one of these.
 *
 * @param role a role id of the app
 * @param user a sign-in name, or what computes one: {@code {"expr": "record.createdBy"}}
 */
@OneOf({"role", "user"})
public record AssignSettings(@Refers("roles") @Nullable String role, @Nullable Value user) {}
