/** Components for every kind: editors, list texts, badges, filters, charts. Knows no screen. */
@NullMarked
package dev.nacre.designer.render;

import org.jspecify.annotations.NullMarked;
