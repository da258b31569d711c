/** What is being designed: the draft, its history and problems, and edits of a form's JSON. */
@NullMarked
package dev.nacre.designer.draft;

import org.jspecify.annotations.NullMarked;
