/** Workflows: compiles definitions, runs instances durably, hands people their tasks. */
@NullMarked
package dev.nacre.workflow;

import org.jspecify.annotations.NullMarked;
