package dev.nacre.workflow;

import dev.nacre.kind.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A type of trigger. Its settings are the trigger's own properties, without {@code type}.
 *
 * @param <S> its settings
 */
public interface TriggerType<S extends Record> extends Kind<S> {
  /** Checks the settings against the app; null, with problems, when they don't fit. */
  @Nullable Trigger compile(S settings, CompileContext context);
}
