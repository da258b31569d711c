/** The widget types, one file each. */
@NullMarked
package dev.nacre.dashboard.widget;

import org.jspecify.annotations.NullMarked;
