/** PostgreSQL: identifiers, transactions, schema plans and batches. Knows nothing of forms. */
@NullMarked
package dev.nacre.storage;

import org.jspecify.annotations.NullMarked;
