package dev.nacre.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some entries of a ledger.
 *
 * @param entries may be few or none although there are more: among very many only so many are
 *     looked at for one page
 * @param next where to go on; null at the end
 */
public record LedgerPage<T>(List<T> entries, @Nullable Long next) {
  /** Copies the list. */
  public LedgerPage {
    entries = List.copyOf(entries);
  }
}
