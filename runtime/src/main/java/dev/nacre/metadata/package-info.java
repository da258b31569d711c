/**
 * What people describe: definition records, ids, reading, writing, problems and schema checks.
 * Knows only the JDK, Jackson and the networknt validator.
 */
@NullMarked
package dev.nacre.metadata;

import org.jspecify.annotations.NullMarked;
