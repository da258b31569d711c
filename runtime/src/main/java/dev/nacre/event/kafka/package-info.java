/** What comes in by way of Apache Kafka, for those who configure it. */
@NullMarked
package dev.nacre.event.kafka;

import org.jspecify.annotations.NullMarked;
