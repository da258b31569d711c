/** Lists of records: views, filters, search, and the cards of narrow screens. */
@NullMarked
package dev.nacre.workspace.list;

import org.jspecify.annotations.NullMarked;
