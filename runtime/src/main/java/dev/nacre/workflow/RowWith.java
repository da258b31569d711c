package dev.nacre.workflow;

import dev.nacre.expression.Row;
import dev.nacre.expression.Shape;
import dev.nacre.expression.ValueType;
import dev.nacre.record.StoredRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The names of a row, and one more for another row that is taken together with it: as if it linked
 * to that one. So whatever an expression may say of a linked record it may say of a part or an
 * item.
 */
final class RowWith implements Shape {
  private static final Row NOTHING =
      new Row() {
        @Override
        public @Nullable Object get(int index) {
          return null;
        }

        @Override
        public @Nullable Row linked(int index) {
          return null;
        }
      };

  private final @Nullable Shape row;
  private final Other other;

  private record Other(String id, int index, Shape target) implements Name {
    @Override
    public ValueType type() {
      return ValueType.LINK;
    }

    @Override
    public String column() {
      throw new IllegalStateException(id + " stands in no column");
    }
  }

  /**
   * The names of a row, and one more.
   *
   * @param row null where there is none
   * @param name of the other one
   */
  RowWith(@Nullable Shape row, String name, Shape other) {
    this.row = row;
    int last = row == null ? 0 : row.names().stream().mapToInt(Name::index).max().orElse(0);
    this.other = new Other(name, last + 1, other);
  }

  /** That row with that other one. */
  Row with(@Nullable Row of, @Nullable Row one) {
    return new Both(of == null ? NOTHING : of, one, other.index());
  }

  private record Both(Row row, @Nullable Row other, int at) implements Row {
    @Override
    public @Nullable Object get(int index) {
      return index == at
          ? (other instanceof StoredRecord record ? record.id() : null)
          : row.get(index);
    }

    @Override
    public @Nullable Row linked(int index) {
      return index == at ? other : row.linked(index);
    }

    @Override
    public List<? extends Row> several(int index) {
      return row.several(index);
    }
  }

  @Override
  public String id() {
    return row == null ? other.id() : row.id();
  }

  @Override
  public String table() {
    if (row == null) {
      throw new IllegalStateException(other.id() + " stands in no table");
    }
    return row.table();
  }

  @Override
  public Optional<? extends Name> name(String id) {
    Optional<? extends Name> own = row == null ? Optional.empty() : row.name(id);
    return own.isPresent() || !id.equals(other.id()) ? own : Optional.of(other);
  }

  @Override
  public Collection<? extends Name> names() {
    var all = new ArrayList<Name>(row == null ? List.of() : row.names());
    all.add(other);
    return all;
  }

  @Override
  public boolean doubts(String name) {
    return row != null && row.doubts(name);
  }
}
