/** Tests of who may see a screen, and where they land. */
@NullMarked
package dev.nacre.workspace.signin;

import org.jspecify.annotations.NullMarked;
