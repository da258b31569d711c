/** Measures Nacre beside hand-written code and peers, side by side in one run; not part of it. */
@NullMarked
package dev.nacre.bench;

import org.jspecify.annotations.NullMarked;
