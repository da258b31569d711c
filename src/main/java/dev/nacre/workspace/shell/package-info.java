/** What surrounds every screen: page settings, languages, sign-in guard, top bar and menu. */
@NullMarked
package dev.nacre.workspace.shell;

import org.jspecify.annotations.NullMarked;
