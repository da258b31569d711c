/** Journeys of people through the screens, in a real browser against the packaged application. */
@NullMarked
package dev.nacre.browser;

import org.jspecify.annotations.NullMarked;
