/** Who is asking and what they may do: identity, permissions, masking, secrets, audit. */
@NullMarked
package dev.nacre.security;

import org.jspecify.annotations.NullMarked;
