/** Plug-in families: what a kind is, how it describes its settings, and how it is found. */
@NullMarked
package dev.nacre.kind;

import org.jspecify.annotations.NullMarked;
