package dev.nacre.workflow;

/**
 * An instance as its row has it.
 *
 * @param events the last number of its timeline
 */
record StoredInstance(Instance instance, int events) {}
