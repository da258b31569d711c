package dev.nacre.workspace.list;

import dev.nacre.designer.render.RenderedField;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.FormDefinition.View;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Query;
import dev.nacre.record.Query.Sort;
import dev.nacre.security.Permissions.FormAccess;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a list asks and which columns it has, made from a view and what the person chose.
 *
 * @param view the view at hand; null when the form has none
 */
record ListPlan(OpenApp app, Form form, @Nullable View view, ListState state) {
  private static final int COLUMNS = 8;

  static ListPlan of(OpenApp app, Form form, ListState state) {
    List<View> views = form.definition().views();
    boolean everything = Addresses.EVERYTHING.equals(state.view());
    View chosen =
        views.stream()
            .filter(view -> !everything || view.filter() == null)
            .filter(view -> view.id().equals(state.view()))
            .findFirst()
            .or(
                () ->
                    views.stream().filter(view -> !everything || view.filter() == null).findFirst())
            .orElse(null);
    return new ListPlan(app, form, chosen, state);
  }

  /** The columns that the person may see: the chosen, the view's, else the first that fit. */
  List<RenderedField> columns() {
    List<String> chosen =
        !state.columns().isEmpty() ? state.columns() : view == null ? List.of() : view.columns();
    return chosen.isEmpty()
        ? offered().stream().limit(COLUMNS).toList()
        : chosen.stream()
            .map(path -> app.field(form, path))
            .flatMap(Optional::stream)
            .filter(RenderedField::listed)
            .toList();
  }

  /** Every field that can be a column. */
  List<RenderedField> offered() {
    return app.fields(form).stream().filter(RenderedField::listed).toList();
  }

  /** The field by which records are called, if the person may see it. */
  Optional<RenderedField> title() {
    return Optional.ofNullable(form.titleField()).flatMap(field -> app.field(form, field.id()));
  }

  /** Whether the person may see any text to search. */
  boolean searchable() {
    return !searched().isEmpty();
  }

  /** The fields that are searched: every text that the person may see, uncovered. */
  List<Field> searched() {
    FormAccess access = app.access(form.id());
    return form.fields().stream()
        .filter(Field::searched)
        .filter(f -> !access.hidden().contains(f.id()) && !access.masked().contains(f.id()))
        .toList();
  }

  /**
   * The field that makes the columns of a board or the days of a calendar, if the person sees it.
   */
  Optional<Field> by() {
    if (view == null || view.type().equals("grid")) {
      return Optional.empty();
    }
    boolean board = view.type().equals("kanban");
    var states = form.definition().states();
    String named = view.by() != null || !board || states == null ? view.by() : states.field();
    Optional<Field> field =
        named != null
            ? form.field(named)
            : form.fields().stream()
                .filter(
                    f ->
                        board
                            ? f.fieldType().hasStates()
                            : f.type() == ValueType.DATE || f.type() == ValueType.MOMENT)
                .findFirst();
    return field.filter(f -> app.field(form, f.id()).isPresent());
  }

  /** Everything that must hold; null when nothing must. */
  @Nullable Condition filter() {
    var parts = new ArrayList<Condition>(state.filters());
    if (view != null && view.filter() != null) {
      parts.addFirst(view.filter());
    }
    parts.addAll(Search.conditions(state.text(), searched()));
    return parts.isEmpty() ? null : new Condition.All(parts);
  }

  /** In which order. */
  List<Sort> sort() {
    if (state.sort() != null) {
      return List.of(Sort.read(state.sort()));
    }
    return view == null || view.sort().isEmpty()
        ? List.of(new Sort("createdAt", true))
        : view.sort().stream().map(Sort::read).toList();
  }

  /** The links among the columns, whose titles are loaded with the page. */
  Set<String> links() {
    return linksOf(columns());
  }

  /** The links among those fields. */
  Set<String> linksOf(List<RenderedField> fields) {
    return fields.stream()
        .map(RenderedField::id)
        .filter(id -> form.field(id).filter(f -> f.type() == ValueType.LINK).isPresent())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The question. */
  Query query() {
    return Query.of(form.id()).where(filter()).sortedBy(sort()).expanding(links()).withoutLines();
  }
}
