/** Files that records hold, for the screens. */
@org.jspecify.annotations.NullMarked
package dev.nacre.workspace.file;
