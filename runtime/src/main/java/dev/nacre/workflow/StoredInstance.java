package dev.nacre.workflow;

/**
 * An instance as its row has it.
 *
 * @param events the last number of its timeline
 * @param stored false for one that has no row yet: it gets one when it stands where it waits or
 *     ends
 */
record StoredInstance(Instance instance, int events, boolean stored) {
  /** One that was just made. */
  static StoredInstance fresh(Instance instance) {
    return new StoredInstance(instance, 0, false);
  }
}
