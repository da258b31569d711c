/** The connector's bench: secrets, trying out, and mapping a captured payload onto a form. */
@NullMarked
package dev.nacre.designer.connector;

import org.jspecify.annotations.NullMarked;
