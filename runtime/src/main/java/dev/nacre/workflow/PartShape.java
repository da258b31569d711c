package dev.nacre.workflow;

import dev.nacre.expression.Row;
import dev.nacre.expression.Shape;
import dev.nacre.expression.ValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The names of a row, and {@code part}: as if it linked to one line of another record. So whatever
 * an expression may say of a linked record it may say of a part.
 */
final class PartShape implements Shape {
  private static final String PART = "part";

  private final Shape row;
  private final PartName part;

  private record PartName(int index, Shape target) implements Name {
    @Override
    public String id() {
      return PART;
    }

    @Override
    public ValueType type() {
      return ValueType.LINK;
    }

    @Override
    public String column() {
      throw new IllegalStateException("a part stands in no column");
    }
  }

  /** The names of a row that is taken together with a part. */
  PartShape(Shape row, Shape parts) {
    this.row = row;
    int last = row.names().stream().mapToInt(Name::index).max().orElse(0);
    this.part = new PartName(last + 1, parts);
  }

  /** That row with that part. */
  Row with(Row of, Row one) {
    return new WithPart(of, one, part.index());
  }

  private record WithPart(Row row, Row part, int at) implements Row {
    @Override
    public @Nullable Object get(int index) {
      // a part has no id that an expression could ask for; that it is there is all there is to say
      return index == at ? null : row.get(index);
    }

    @Override
    public @Nullable Row linked(int index) {
      return index == at ? part : row.linked(index);
    }

    @Override
    public List<? extends Row> several(int index) {
      return row.several(index);
    }
  }

  @Override
  public String id() {
    return row.id();
  }

  @Override
  public String table() {
    return row.table();
  }

  @Override
  public Optional<? extends Name> name(String id) {
    Optional<? extends Name> own = row.name(id);
    return own.isPresent() || !id.equals(PART) ? own : Optional.of(part);
  }

  @Override
  public Collection<? extends Name> names() {
    var all = new ArrayList<Name>(row.names());
    all.add(part);
    return all;
  }

  @Override
  public boolean doubts(String name) {
    return row.doubts(name);
  }
}
