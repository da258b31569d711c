/** Where the parts of the designer meet: what is open, what is selected, what may be edited. */
@NullMarked
package dev.nacre.designer.desk;

import org.jspecify.annotations.NullMarked;
