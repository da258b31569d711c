package dev.nacre.record.hold;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a wish to hold several things: all of them, or none.
 *
 * @param parts what is held; empty when something is lacking
 * @param lacking what there isn't enough of; empty when all is held
 */
public record Holding(List<Part> parts, List<Lacking> lacking) {

  /**
   * So much of one record or lot.
   *
   * @param title what people call the record
   * @param lot the line; null when it isn't kept by lot
   * @param lotTitle what people call the lot; null without one
   * @param about of the want that it is for
   * @param chosen the record as it was, where it is one among several that would have done; else
   *     null
   */
  public record Part(
      UUID record,
      String title,
      @Nullable UUID lot,
      @Nullable String lotTitle,
      BigDecimal quantity,
      ObjectNode about,
      @Nullable ObjectNode chosen) {}

  /**
   * Something of which there isn't enough.
   *
   * @param there how much could have been had
   * @param known whether there is such a record at all
   */
  public record Lacking(ObjectNode about, BigDecimal wanted, BigDecimal there, boolean known) {}
}
