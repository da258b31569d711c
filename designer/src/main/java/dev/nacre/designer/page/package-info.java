/**
 * The designer of public pages: what somebody is asked without an account, and what they are told.
 */
@NullMarked
package dev.nacre.designer.page;

import org.jspecify.annotations.NullMarked;
