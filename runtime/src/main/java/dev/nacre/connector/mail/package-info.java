/** Connectors that send mail. */
@NullMarked
package dev.nacre.connector.mail;

import org.jspecify.annotations.NullMarked;
