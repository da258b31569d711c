/** The versions of an app: what each changed, who is served which, the way back, and packs. */
@NullMarked
package dev.nacre.designer.versions;

import org.jspecify.annotations.NullMarked;
