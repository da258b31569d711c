/** The definitions of an app, and new ones. */
@NullMarked
package dev.nacre.designer.tree;

import org.jspecify.annotations.NullMarked;
