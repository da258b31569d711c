/** How two or three states of an app's files differ, in words, and how three become one. */
@NullMarked
package dev.nacre.app.change;

import org.jspecify.annotations.NullMarked;
