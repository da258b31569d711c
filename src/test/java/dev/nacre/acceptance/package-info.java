/**
 * Uses the packaged application as its users do: as a process, over HTTP, killed and started again.
 */
@NullMarked
package dev.nacre.acceptance;

import org.jspecify.annotations.NullMarked;
