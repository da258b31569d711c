/** Apps over time: draft, version, release and pack; finds what is compiled for whom. */
@NullMarked
package dev.nacre.app;

import org.jspecify.annotations.NullMarked;
