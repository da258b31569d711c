/** Signing what goes out and what comes in, described as data: no platform is named here. */
@NullMarked
package dev.nacre.security.signing;

import org.jspecify.annotations.NullMarked;
