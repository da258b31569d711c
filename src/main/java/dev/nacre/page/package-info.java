/** Public pages: plain HTML by a link, for people without an account; no session, no socket. */
@org.jspecify.annotations.NullMarked
package dev.nacre.page;
