/** The HTTP contract: thin resources, one a noun, and how failures become answers. */
@NullMarked
package dev.nacre.rest;

import org.jspecify.annotations.NullMarked;
