/** Trying a draft on past records. */
@NullMarked
package dev.nacre.designer.trial;

import org.jspecify.annotations.NullMarked;
