package dev.nacre.security;

import dev.nacre.expression.CompiledCondition;
import dev.nacre.expression.Shape;
import dev.nacre.metadata.RoleDefinition.Mark;
import dev.nacre.metadata.Text;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Adds roles up. There are few combinations of roles, so each is added up once. */
final class CompiledPermissions implements Permissions {
  private static final FormAccess NOTHING =
      new FormAccess(Map.of(), Set.of(), Set.of(), Set.of(), Map.of());
  private static final FormAccess EVERYTHING =
      new FormAccess(everyAction(), Set.of(), Set.of(), Set.of(), Map.of());

  private final String app;
  private final Map<String, CompiledRole> roles;
  private final Function<String, @Nullable Shape> forms;
  private final Map<Key, FormAccess> known = new ConcurrentHashMap<>();

  private record Key(String form, Set<String> roles) {}

  CompiledPermissions(
      String app, Map<String, CompiledRole> roles, Function<String, @Nullable Shape> forms) {
    this.app = app;
    this.roles = roles;
    this.forms = forms;
  }

  @Override
  public FormAccess on(String form, Identity who) {
    if (who.unlimited()) {
      return EVERYTHING;
    }
    Set<String> held = who.rolesIn(app);
    return held.isEmpty()
        ? NOTHING
        : known.computeIfAbsent(new Key(form, Set.copyOf(held)), this::addUp);
  }

  @Override
  public boolean dashboard(String dashboard, Identity who) {
    return who.unlimited()
        || held(who.rolesIn(app)).stream().anyMatch(r -> r.dashboards().contains(dashboard));
  }

  @Override
  public boolean startWorkflow(String workflow, Identity who) {
    return who.unlimited()
        || held(who.rolesIn(app)).stream().anyMatch(r -> r.workflows().contains(workflow));
  }

  @Override
  public Set<String> roles() {
    return roles.keySet();
  }

  @Override
  public Text title(String role) {
    CompiledRole known = roles.get(role);
    return known == null ? Text.of(role) : known.title();
  }

  private List<CompiledRole> held(Set<String> ids) {
    return ids.stream().filter(roles::containsKey).map(roles::get).toList();
  }

  private FormAccess addUp(Key key) {
    FormAccess own = own(key);
    Shape shape = forms.apply(key.form());
    return shape == null
        ? own
        : new FarMarks(form -> own(new Key(form, key.roles()))).on(shape, own);
  }

  /** As its own marks say. */
  private FormAccess own(Key key) {
    List<CompiledRole.Access> parts = new ArrayList<>();
    for (CompiledRole role : held(key.roles())) {
      CompiledRole.Access access = role.forms().get(key.form());
      if (access != null && !access.allowed().isEmpty()) {
        parts.add(access);
      }
    }
    Map<Action, List<CompiledCondition>> allowed = new EnumMap<>(Action.class);
    for (Action action : Action.values()) {
      List<Optional<CompiledCondition>> limits =
          parts.stream()
              .filter(p -> p.allowed().containsKey(action))
              .map(p -> limit(p, action))
              .toList();
      if (!limits.isEmpty()) {
        boolean everyRow = limits.stream().anyMatch(Optional::isEmpty);
        allowed.put(
            action, everyRow ? List.of() : limits.stream().map(Optional::orElseThrow).toList());
      }
    }
    return limited(allowed, marks(parts));
  }

  /** Marks of columns are named after their table: {@code lines.price}. */
  private static FormAccess limited(
      Map<Action, List<CompiledCondition>> allowed, Map<String, Mark> marks) {
    Map<String, Mark> own = new HashMap<>();
    Map<String, Map<String, Mark>> columns = new HashMap<>();
    marks.forEach(
        (name, mark) -> {
          int dot = name.indexOf('.');
          if (dot < 0) {
            own.put(name, mark);
          } else {
            columns
                .computeIfAbsent(name.substring(0, dot), table -> new HashMap<>())
                .put(name.substring(dot + 1), mark);
          }
        });
    Map<String, FormAccess> tables = new HashMap<>();
    columns.forEach((table, limits) -> tables.put(table, limited(Map.of(), limits)));
    Set<String> masked = marked(own, Mark.MASK);
    Set<String> readOnly = new HashSet<>(marked(own, Mark.READ));
    readOnly.addAll(masked);
    return new FormAccess(
        allowed, marked(own, Mark.HIDDEN), masked, Set.copyOf(readOnly), Map.copyOf(tables));
  }

  private static Optional<CompiledCondition> limit(CompiledRole.Access access, Action action) {
    return access.allowed().getOrDefault(action, Optional.empty());
  }

  /** A field is limited only when every role that grants the form limits it; the mildest wins. */
  private static Map<String, Mark> marks(List<CompiledRole.Access> parts) {
    Map<String, Mark> marks = new HashMap<>();
    if (!parts.isEmpty()) {
      marks.putAll(parts.getFirst().fields());
      for (CompiledRole.Access part : parts) {
        marks.keySet().retainAll(part.fields().keySet());
        marks.replaceAll(
            (field, mark) -> {
              Mark other = part.fields().getOrDefault(field, mark);
              return other.compareTo(mark) < 0 ? other : mark;
            });
      }
    }
    return marks;
  }

  private static Set<String> marked(Map<String, Mark> marks, Mark wanted) {
    return marks.entrySet().stream()
        .filter(e -> e.getValue() == wanted)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Map<Action, List<CompiledCondition>> everyAction() {
    Map<Action, List<CompiledCondition>> all = new EnumMap<>(Action.class);
    for (Action action : Action.values()) {
      all.put(action, List.of());
    }
    return all;
  }
}
