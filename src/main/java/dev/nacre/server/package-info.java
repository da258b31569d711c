/**
 * Start-up and wiring: reads the command line, brings a database, starts Quarkus, and stops both in
 * order.
 */
@NullMarked
package dev.nacre.server;

import org.jspecify.annotations.NullMarked;
