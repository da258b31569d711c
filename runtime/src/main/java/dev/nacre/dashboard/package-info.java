/** Dashboards: widgets that ask for figures, each with the records behind it. */
@NullMarked
package dev.nacre.dashboard;

import org.jspecify.annotations.NullMarked;
