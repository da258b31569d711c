/** Where links to public pages are made and withdrawn. */
@org.jspecify.annotations.NullMarked
package dev.nacre.workspace.pages;
