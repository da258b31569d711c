package dev.nacre.event;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Carries payloads from whoever brings them to the ledger in PostgreSQL. What it says it took is on
 * disk somewhere and comes to the ledger exactly once, those of one key in the order in which they
 * were taken.
 */
public interface Transport extends AutoCloseable {
  /**
   * Takes payloads, all or none.
   *
   * @param arrivals at least one
   * @return completes once durable: with their ids in this order where the ledger itself took them,
   *     or empty where they come to it later. Fails with {@link dev.nacre.metadata.NacreException}:
   *     nothing was kept, unless it says that nobody knows ({@link UncertainException})
   * @throws BusyException when it can't take anything just now; nothing was kept
   * @throws TooLargeException when one of them is too large; nothing was kept
   */
  CompletionStage<List<Long>> append(List<Arrival> arrivals);

  /** How it is. */
  Standing standing();

  /** Makes durable what callers wait for, then stops. */
  @Override
  void close();

  /**
   * How a transport is.
   *
   * @param name {@code postgres}, {@code kafka}
   * @param trouble why it takes nothing just now; null when it does
   * @param waiting payloads that callers wait for on this node
   * @param lag payloads taken that the ledger doesn't have yet, over all nodes
   * @param payloads taken by this node since its start
   * @param commits in so many transactions
   */
  record Standing(
      String name, @Nullable String trouble, int waiting, long lag, long payloads, long commits) {}
}
