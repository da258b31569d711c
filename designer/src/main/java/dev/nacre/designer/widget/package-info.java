/** Widgets as they are drawn on dashboards, for those who look and those who design. */
@NullMarked
package dev.nacre.designer.widget;

import org.jspecify.annotations.NullMarked;
