package dev.nacre.expression;

import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds what a dotted name means. A field of the record wins over a root of the same name. */
final class Resolver {
  private static final List<String> USER = List.of("id", "name", "roles");

  private final Names names;
  private final Problems problems;

  Resolver(Names names, Problems problems) {
    this.names = names;
    this.problems = problems;
  }

  /** What a name means. */
  sealed interface Meaning {
    /** A name of a record. */
    record OfRecord(Path path) implements Meaning {}

    /** A place in a JSON tree. */
    record OfTree(String root, List<String> keys) implements Meaning {}

    /** Something of {@code user app now}. */
    record Ambient(Typed value) implements Meaning {}
  }

  /** Adds a problem and gives null when it means nothing. */
  @Nullable Meaning resolve(List<String> parts, String pointer) {
    String head = parts.getFirst();
    List<String> rest = parts.subList(1, parts.size());
    Shape shape = names.shape();
    if (shape != null) {
      var own = shape.name(head);
      boolean goesOn = !rest.isEmpty() && own.isPresent() && own.get().type() != ValueType.LINK;
      if (own.isPresent() && !(goesOn && isRoot(head))) {
        return walk(Path.Base.RECORD, shape, parts, pointer);
      }
    }
    if (isRoot(head)) {
      return root(head, rest, pointer);
    }
    return shape != null && shape.doubts(head) ? null : unknown(head, bareNames(), pointer);
  }

  private @Nullable Meaning root(String head, List<String> rest, String pointer) {
    if (names.trees().contains(head)) {
      String below = head + ".";
      List<String> known =
          names.trees().stream().filter(t -> t.startsWith(below)).sorted().toList();
      if (!rest.isEmpty() && !known.isEmpty() && !known.contains(below + rest.getFirst())) {
        return unknown(below + rest.getFirst(), known, pointer);
      }
      return new Meaning.OfTree(head, rest);
    }
    return switch (head) {
      case "record" ->
          names.parent() != null
              ? walk(Path.Base.PARENT, names.parent(), rest, pointer)
              : walk(Path.Base.RECORD, names.shape(), rest, pointer);
      case "line" -> walk(Path.Base.RECORD, names.shape(), rest, pointer);
      case "old" -> walk(Path.Base.OLD, names.shape(), rest, pointer);
      case "user" -> user(rest, pointer);
      case "app" ->
          rest.equals(List.of("id"))
              ? new Meaning.Ambient(Typed.of(Scope::app, ValueType.TEXT))
              : unknown(String.join(".", rest), List.of("id"), pointer);
      default -> // now
          rest.isEmpty()
              ? new Meaning.Ambient(Typed.of(Scope::now, ValueType.MOMENT))
              : unknown(rest.getFirst(), List.of(), pointer);
    };
  }

  private @Nullable Meaning user(List<String> rest, String pointer) {
    return switch (String.join(".", rest)) {
      case "id" -> new Meaning.Ambient(Typed.of(scope -> scope.user().id(), ValueType.TEXT));
      case "name" -> new Meaning.Ambient(Typed.of(scope -> scope.user().name(), ValueType.TEXT));
      case "roles" -> new Meaning.Ambient(Typed.of(scope -> scope.user().roles(), null));
      default -> unknown("user." + String.join(".", rest), USER, pointer);
    };
  }

  private @Nullable Meaning walk(
      Path.Base base, @Nullable Shape from, List<String> parts, String pointer) {
    Shape shape = from;
    var hops = new ArrayList<Shape.Name>();
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      Collection<String> known = shape == null ? List.of() : ids(shape);
      Shape.Name name = shape == null ? null : shape.name(part).orElse(null);
      if (name == null) {
        return shape != null && shape.doubts(part) ? null : unknown(part, known, pointer);
      }
      // a name that shows what another record says stands for the way there
      List<? extends Shape.Name> way = name.path();
      hops.addAll(way.subList(0, way.size() - 1));
      name = way.getLast();
      if (i == parts.size() - 1) {
        if (name.type() == ValueType.LINES && !hops.isEmpty()) {
          problems.add(pointer, "name_far_table", name.id());
          return null;
        }
        return new Meaning.OfRecord(new Path(base, List.copyOf(hops), name));
      }
      if (name.many() != null) {
        hops.add(name);
        shape = name.many();
        continue;
      }
      if (name.type() != ValueType.LINK || name.target() == null) {
        String code = name.type() == ValueType.LINES ? "name_into_table" : "name_not_link";
        problems.add(pointer, code, name.id(), parts.get(i + 1));
        return null;
      }
      hops.add(name);
      shape = name.target();
    }
    return unknown(base == Path.Base.OLD ? "old" : "record", ids(shape), pointer);
  }

  private @Nullable Meaning unknown(String name, Collection<String> known, String pointer) {
    var near = Suggestions.nearest(name, known);
    if (near.isPresent()) {
      problems.add(pointer, "name_unknown", name, near.get());
    } else {
      problems.add(pointer, "name_unknown_here", name, Suggestions.nearestOrAll(name, known));
    }
    return null;
  }

  private boolean isRoot(String head) {
    return switch (head) {
      case "user", "app", "now" -> true;
      case "record" -> names.shape() != null;
      case "line" -> names.parent() != null;
      case "old" -> names.hasOld() && names.shape() != null;
      default -> names.trees().contains(head);
    };
  }

  private Collection<String> bareNames() {
    var all = new TreeSet<String>();
    if (names.shape() != null) {
      all.addAll(ids(names.shape()));
    }
    for (String root : List.of("record", "line", "old", "user", "app", "now")) {
      if (isRoot(root)) {
        all.add(root);
      }
    }
    all.addAll(names.trees());
    return all;
  }

  private static Collection<String> ids(@Nullable Shape shape) {
    return shape == null ? List.of() : shape.names().stream().map(n -> n.id()).toList();
  }
}
