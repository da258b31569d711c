/** The open form as people will see it, to be rearranged. */
@NullMarked
package dev.nacre.designer.canvas;

import org.jspecify.annotations.NullMarked;
