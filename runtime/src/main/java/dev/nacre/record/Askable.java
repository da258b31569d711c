package dev.nacre.record;

import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Value;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions.Action;
import dev.nacre.security.Permissions.FormAccess;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may ask by. The answers to a filter, an order or a grouping tell the values, so
 * what is hidden or masked, here or across a link, can't be asked by.
 */
final class Askable {
  private final Forms forms;
  private final Identity who;
  private final Form form;

  /** What that person may see of the form, which is a line's or a record's. */
  private final FormAccess access;

  /** What {@code record.…} means within lines or far records: who has them; null elsewhere. */
  private final @Nullable Askable parent;

  /** A path without its root, and whose it is. */
  private record Start(Askable at, List<String> parts) {}

  Askable(Forms forms, Form form, Identity who) {
    this(forms, who, form, forms.permissions().on(form.id(), who), null);
  }

  private Askable(
      Forms forms, Identity who, Form form, FormAccess access, @Nullable Askable parent) {
    this.forms = forms;
    this.who = who;
    this.form = form;
    this.access = access;
    this.parent = parent;
  }

  /** Checks every path of a condition. */
  void check(Condition condition, String pointer, Problems problems) {
    switch (condition) {
      case Condition.All all -> all.parts().forEach(p -> check(p, pointer, problems));
      case Condition.Any any -> any.parts().forEach(p -> check(p, pointer, problems));
      case Condition.Not not -> check(not.part(), pointer, problems);
      case Condition.Some some -> {
        check(some.table(), pointer, problems);
        Askable inner = into(some.table(), pointer, problems);
        if (inner != null) {
          inner.check(some.where(), pointer, problems);
        }
      }
      case Condition.Compare compare ->
          paths(compare).forEach(path -> check(path, pointer, problems));
    }
  }

  /** Lines or far records, whose own fields are meant within; null when the path leads to none. */
  private @Nullable Askable into(String path, String pointer, Problems problems) {
    Start start = start(path);
    Form at = start.at().form;
    FormAccess seen = start.at().access;
    for (String part : start.parts()) {
      Field field = at.name(part).orElse(null);
      Form next = field == null ? null : field.lines() ? field.target() : field.linked();
      if (field == null || next == null) {
        return null; // told by whoever compiles the path
      }
      seen = field.lines() ? seen.in(part) : forms.permissions().on(next.id(), who);
      if (!field.lines() && !seen.may(Action.READ)) {
        problems.add(pointer, "not_allowed", "read", next.id());
        return null;
      }
      at = next;
    }
    return new Askable(forms, who, at, seen, this);
  }

  /** As the compiler of conditions takes a path: an own link comes before a root of that name. */
  private Start start(String path) {
    List<String> parts = List.of(path.split("\\.", -1));
    String head = parts.getFirst();
    boolean root =
        parts.size() > 1 && form.name(head).filter(f -> f.type() == ValueType.LINK).isEmpty();
    List<String> rest = parts.subList(1, parts.size());
    if (root && head.equals("record")) {
      return new Start(parent == null ? this : parent, rest);
    }
    return root && parent != null && head.equals("line")
        ? new Start(this, rest)
        : new Start(this, parts);
  }

  private static List<String> paths(Condition.Compare compare) {
    var paths = new ArrayList<String>();
    paths.add(compare.field());
    add(compare.value(), paths);
    return paths;
  }

  private static void add(@Nullable Value value, List<String> paths) {
    if (value instanceof Value.Field other) {
      paths.add(other.path());
    } else if (value instanceof Value.Literal literal && literal.json().isArray()) {
      literal.json().forEach(element -> add(Value.read(element), paths));
    }
  }

  /**
   * Checks a path such as {@code amount}, {@code record.amount} or {@code customer.level}, and
   * follows its links; what it meets must be readable over there, too.
   */
  void check(String path, String pointer, Problems problems) {
    Start start = start(path);
    Form at = start.at().form;
    FormAccess seen = start.at().access;
    List<String> parts = start.parts();
    refuse(seen, parts.getFirst(), pointer, problems);
    for (int i = 0; i < parts.size() - 1; i++) {
      String next = parts.get(i + 1);
      Field link = at.name(parts.get(i)).orElse(null);
      if (link != null && link.lines()) {
        refuse(seen.in(link.id()), next, pointer, problems);
      }
      Form far = link == null ? null : link.linked();
      if (far == null) {
        return; // told by whoever compiles the path
      }
      seen = forms.permissions().on(far.id(), who);
      if (!seen.may(Action.READ)) {
        problems.add(pointer, "field_unknown", next, "");
        return;
      }
      refuse(seen, next, pointer, problems);
      at = far;
    }
  }

  private static void refuse(FormAccess access, String name, String pointer, Problems problems) {
    if (access.hidden().contains(name)) {
      problems.add(pointer, "field_unknown", name, "");
    } else if (access.masked().contains(name)) {
      problems.add(pointer, "field_masked", name);
    }
  }
}
