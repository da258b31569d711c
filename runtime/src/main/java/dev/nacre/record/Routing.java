package dev.nacre.record;

import dev.nacre.expression.Scope;
import dev.nacre.security.Identity;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which version serves which record, while a release is split by records. */
public interface Routing {
  /** The forms that its conditions are written for. */
  Forms base();

  /** Whether records of that form are served by different versions at all. */
  boolean splits(String form);

  /** The links that its conditions cross, to be loaded before it is asked. */
  Set<String> crosses(String form);

  /** Of the versions served, the one that this form was compiled with. */
  Optional<Forms> owner(Form form);

  /**
   * The forms that serve one record.
   *
   * @param record as {@link #base} reads it; null when it isn't known
   * @param who who asks; may be an engine
   * @param scope for the conditions
   */
  Forms serving(String form, UUID id, @Nullable StoredRecord record, Identity who, Scope scope);
}
