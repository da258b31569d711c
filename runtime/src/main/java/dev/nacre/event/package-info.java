/** Inbox and outbox: what comes in is durable before it is acknowledged. */
@NullMarked
package dev.nacre.event;

import org.jspecify.annotations.NullMarked;
