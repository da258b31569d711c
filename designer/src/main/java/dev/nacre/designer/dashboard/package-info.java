/** The dashboard designer: widgets with real data on a grid, to be moved and resized. */
@NullMarked
package dev.nacre.designer.dashboard;

import org.jspecify.annotations.NullMarked;
