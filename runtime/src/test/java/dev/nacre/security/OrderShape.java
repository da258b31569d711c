package dev.nacre.security;

import dev.nacre.expression.Shape;
import dev.nacre.expression.ValueType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A form with a phone and a cost, as expressions see it. */
final class OrderShape implements Shape {
  private final List<Name> names = List.of(new Text("phone", 0), new Text("cost", 1));

  private record Text(String id, int index) implements Name {
    @Override
    public ValueType type() {
      return ValueType.TEXT;
    }

    @Override
    public String column() {
      return "\"" + id + "\"";
    }

    @Override
    public @Nullable Shape target() {
      return null;
    }
  }

  @Override
  public String id() {
    return "order";
  }

  @Override
  public String table() {
    return "\"order\"";
  }

  @Override
  public Optional<? extends Name> name(String id) {
    return names.stream().filter(name -> name.id().equals(id)).findFirst();
  }

  @Override
  public Collection<? extends Name> names() {
    return names;
  }
}
