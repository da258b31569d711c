/** The people of an app and their roles. */
@NullMarked
package dev.nacre.workspace.member;

import org.jspecify.annotations.NullMarked;
