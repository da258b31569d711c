package dev.nacre.record.hold;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.expression.CompiledCondition;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A counted thing: which numbers of a form's records go down while something is held, and which go
 * up.
 *
 * @param counts of a record that isn't kept by lot
 * @param lots when it may be; null when it never is
 */
public record Pool(Form form, Counts counts, @Nullable Lots lots) {

  /**
   * Two numbers of one row.
   *
   * @param from what there is to hold
   * @param to what is held; null when that is counted nowhere
   */
  public record Counts(Field from, @Nullable Field to) {
    /** The numbers with those ids; empty when the form lacks one. */
    static Optional<Counts> of(Form form, String from, @Nullable String to) {
      Field down = form.field(from).orElse(null);
      Field up = to == null ? null : form.field(to).orElse(null);
      return down == null || (to != null && up == null)
          ? Optional.empty()
          : Optional.of(new Counts(down, up));
    }
  }

  /**
   * Lines that are counted instead of their record, as soon as it has any.
   *
   * @param first what decides which goes first, smallest first, empty last; null leaves it to the
   *     order of the lines
   * @param where which may be taken from; null means all; what was taken goes back to any
   */
  public record Lots(
      Field table, Counts counts, @Nullable Field first, @Nullable CompiledCondition where) {}

  /**
   * How a pool is named in rows.
   *
   * @param lots the table of the lots; null for none
   */
  public record Key(String form, String from, @Nullable String to, @Nullable String lots)
      implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return text().compareTo(other.text());
    }

    private String text() {
      return String.join(" ", form, from, to == null ? "" : to, lots == null ? "" : lots);
    }
  }

  /** How it is named in rows. */
  public Key key() {
    Field to = counts.to();
    return new Key(
        form.id(),
        counts.from().id(),
        to == null ? null : to.id(),
        lots == null ? null : lots.table().id());
  }

  /** The pool of that name, to give back to; empty when these forms lack a part of it. */
  public static Optional<Pool> of(Forms forms, Key key) {
    Form form = forms.find(key.form()).orElse(null);
    if (form == null) {
      return Optional.empty();
    }
    Optional<Counts> counts = Counts.of(form, key.from(), key.to());
    if (key.lots() == null) {
      return counts.map(c -> new Pool(form, c, null));
    }
    Field table = form.field(key.lots()).filter(Field::lines).orElse(null);
    if (table == null) {
      return Optional.empty();
    }
    return counts.flatMap(
        c ->
            Counts.of(Objects.requireNonNull(table.target()), key.from(), key.to())
                .map(lot -> new Pool(form, c, new Lots(table, lot, null, null))));
  }

  /** The least that a number may be: what its definition says, or else zero. */
  static BigDecimal least(Field number) {
    JsonNode settings = number.definition().settings();
    JsonNode min = settings == null ? null : settings.get("min");
    return min != null && min.isNumber() ? min.decimalValue() : BigDecimal.ZERO;
  }
}
