/** Records: the one write path, queries and history. Every door of the app goes through here. */
@NullMarked
package dev.nacre.record;

import org.jspecify.annotations.NullMarked;
