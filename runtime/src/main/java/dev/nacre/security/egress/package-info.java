/** The one way out: requests to partners, to vetted addresses only, bounded in time and size. */
@NullMarked
package dev.nacre.security.egress;

import org.jspecify.annotations.NullMarked;
