/** The properties of what is selected, each with an editor made from its description. */
@NullMarked
package dev.nacre.designer.inspector;

import org.jspecify.annotations.NullMarked;
