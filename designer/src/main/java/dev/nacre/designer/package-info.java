/** The designer: opens an app's draft, shows what is wrong, and publishes it. */
@NullMarked
package dev.nacre.designer;

import org.jspecify.annotations.NullMarked;
