/** The end user's screens: sign-in, menu, tasks, lists, forms, records and dashboards. */
@NullMarked
package dev.nacre.workspace;

import org.jspecify.annotations.NullMarked;
