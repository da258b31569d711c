/** Draws the app's menu as people will see it, to be arranged. */
@NullMarked
package dev.nacre.designer.menu;

import org.jspecify.annotations.NullMarked;
