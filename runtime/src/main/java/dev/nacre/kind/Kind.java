package dev.nacre.kind;

/**
 * One plug-in: a field type, step type, connector kind, widget type or trigger type. A kind is one
 * file: a CDI singleton with a nested record for its settings. Labels are in {@code
 * kinds/<family>.properties} and {@code _zh}.
 *
 * @param <S> the settings; its Bean Validation annotations drive the JSON Schema, the property
 *     panel and the reference page
 */
public interface Kind<S extends Record> {
  /** The pinned id, as written in definitions. */
  String id();

  /** The class of the settings. */
  Class<S> settings();
}
