/** What is wrong with a draft, what publishing would change, and publishing. */
@NullMarked
package dev.nacre.designer.publish;

import org.jspecify.annotations.NullMarked;
