/** Records on paper, for the screens. */
@org.jspecify.annotations.NullMarked
package dev.nacre.workspace.print;
