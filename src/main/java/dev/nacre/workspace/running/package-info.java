/** Workflows that run: how many stand where, why, and what can be done about it. */
@org.jspecify.annotations.NullMarked
package dev.nacre.workspace.running;
