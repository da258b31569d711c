package dev.nacre.record;

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
  private final Form form;
  private final Identity who;

  Askable(Forms forms, Form form, Identity who) {
    this.forms = forms;
    this.form = form;
    this.who = who;
  }

  /** Checks every path of a condition. */
  void check(Condition condition, String pointer, Problems problems) {
    switch (condition) {
      case Condition.All all -> all.parts().forEach(p -> check(p, pointer, problems));
      case Condition.Any any -> any.parts().forEach(p -> check(p, pointer, problems));
      case Condition.Not not -> check(not.part(), pointer, problems);
      case Condition.Some some -> {
        check(some.table(), pointer, problems);
        Form far = across(some.table());
        if (far != null) {
          within(far, some.where(), pointer, problems);
        }
        Form lines = far != null ? null : form.name(some.table()).map(Field::target).orElse(null);
        if (lines != null) {
          FormAccess columns = forms.permissions().on(form.id(), who).in(some.table());
          lines(lines, columns, some.where(), pointer, problems);
        }
      }
      case Condition.Compare compare ->
          paths(compare).forEach(path -> check(path, pointer, problems));
    }
  }

  /** The form that several links lead to; null when that is a table, or nothing. */
  private @Nullable Form across(String path) {
    Form at = form;
    boolean rooted = path.startsWith("record.") && form.name("record").isEmpty();
    for (String part : (rooted ? path.substring("record.".length()) : path).split("\\.", -1)) {
      Field field = at == null ? null : at.name(part).orElse(null);
      at = field == null ? null : field.linked();
    }
    return at;
  }

  /** Of far records paths are their own, or {@code record.…}. */
  private void within(Form far, Condition where, String pointer, Problems problems) {
    if (!forms.permissions().on(far.id(), who).may(Action.READ)) {
      problems.add(pointer, "not_allowed", "read", far.id());
      return;
    }
    var there = new Askable(forms, far, who);
    switch (where) {
      case Condition.All all -> all.parts().forEach(p -> within(far, p, pointer, problems));
      case Condition.Any any -> any.parts().forEach(p -> within(far, p, pointer, problems));
      case Condition.Not not -> within(far, not.part(), pointer, problems);
      case Condition.Some some -> there.check(some, pointer, problems);
      case Condition.Compare compare -> {
        for (String path : paths(compare)) {
          if (path.startsWith("record.")) {
            check(path.substring("record.".length()), pointer, problems);
          } else {
            String own = path.startsWith("line.") ? path.substring("line.".length()) : path;
            there.check(own, pointer, problems);
          }
        }
      }
    }
  }

  /** Within a table paths are the line's, or {@code record.…}. */
  private void lines(
      Form lines, FormAccess columns, Condition where, String pointer, Problems problems) {
    switch (where) {
      case Condition.All all ->
          all.parts().forEach(p -> lines(lines, columns, p, pointer, problems));
      case Condition.Any any ->
          any.parts().forEach(p -> lines(lines, columns, p, pointer, problems));
      case Condition.Not not -> lines(lines, columns, not.part(), pointer, problems);
      case Condition.Some some -> {}
      case Condition.Compare compare -> {
        for (String path : paths(compare)) {
          if (path.startsWith("record.")) {
            check(path.substring("record.".length()), pointer, problems);
          } else {
            String own = path.startsWith("line.") ? path.substring("line.".length()) : path;
            refuse(columns, first(own), pointer, problems);
            across(lines, own, pointer, problems);
          }
        }
      }
    }
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

  /** Checks a path such as {@code amount}, {@code record.amount} or {@code customer.level}. */
  void check(String path, String pointer, Problems problems) {
    boolean rooted = path.startsWith("record.") && form.name("record").isEmpty();
    String own = rooted ? path.substring("record.".length()) : path;
    refuse(forms.permissions().on(form.id(), who), first(own), pointer, problems);
    across(form, own, pointer, problems);
  }

  /** Follows the links of a path; what it meets must be readable over there, too. */
  private void across(Form from, String path, String pointer, Problems problems) {
    Form at = from;
    List<String> parts = List.of(path.split("\\.", -1));
    for (int i = 0; i < parts.size() - 1; i++) {
      Field link = at.name(parts.get(i)).orElse(null);
      if (link != null && link.lines()) {
        FormAccess columns = forms.permissions().on(at.id(), who).in(link.id());
        refuse(columns, parts.get(i + 1), pointer, problems);
      }
      Form far = link == null ? null : link.linked();
      if (far == null) {
        return; // told by whoever compiles the path
      }
      if (!forms.permissions().on(far.id(), who).may(Action.READ)) {
        problems.add(pointer, "field_unknown", parts.get(i + 1), "");
        return;
      }
      refuse(forms.permissions().on(far.id(), who), parts.get(i + 1), pointer, problems);
      at = far;
    }
  }

  private static String first(String path) {
    int dot = path.indexOf('.');
    return dot < 0 ? path : path.substring(0, dot);
  }

  private static void refuse(FormAccess access, String name, String pointer, Problems problems) {
    if (access.hidden().contains(name)) {
      problems.add(pointer, "field_unknown", name, "");
    } else if (access.masked().contains(name)) {
      problems.add(pointer, "field_masked", name);
    }
  }
}
