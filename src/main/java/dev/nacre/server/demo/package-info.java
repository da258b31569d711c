/** What makes a first start worth looking at: a make-believe shop that keeps selling. */
@NullMarked
package dev.nacre.server.demo;

import org.jspecify.annotations.NullMarked;
