/** The designer of roles: what their holders may do. */
@NullMarked
package dev.nacre.designer.role;

import org.jspecify.annotations.NullMarked;
