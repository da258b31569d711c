/**
 * The apps of this installation: a new one from nothing, a pack from elsewhere, the way to each.
 */
@NullMarked
package dev.nacre.designer.apps;

import org.jspecify.annotations.NullMarked;
