/** Signing in and out. */
@NullMarked
package dev.nacre.workspace.signin;

import org.jspecify.annotations.NullMarked;
