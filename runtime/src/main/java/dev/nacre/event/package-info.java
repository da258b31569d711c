/** Inbox and, later, outbox and timers: what comes in is durable before it is acknowledged. */
@NullMarked
package dev.nacre.event;

import org.jspecify.annotations.NullMarked;
