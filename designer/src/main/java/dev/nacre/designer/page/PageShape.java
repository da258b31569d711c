package dev.nacre.designer.page;

import dev.nacre.kind.Kind;
import dev.nacre.kind.KindDescriptor;
import dev.nacre.kind.NamesField;
import dev.nacre.kind.Refers;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Text;
import dev.nacre.metadata.Value;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the designer asks of each type of page; the names are those of {@code
 * dev.nacre.metadata.PageDefinition}.
 *
 * @param id {@code lookup} or {@code form}
 */
public record PageShape<S extends Record>(String id, Class<S> settings) implements Kind<S> {
  private static final String FAMILY = "page";
  private static final List<KindDescriptor> ALL =
      List.of(
          KindDescriptor.of(FAMILY, new PageShape<>("lookup", Lookup.class)),
          KindDescriptor.of(FAMILY, new PageShape<>("form", Form.class)));

  /** Of a page that finds a record for whoever knows it. */
  private record Lookup(
      @Nullable Text intro,
      @NotEmpty @NamesField List<String> ask,
      @NotEmpty List<Shown> show,
      @Nullable Countdown countdown,
      @Nullable Glossary glossary) {}

  /** One thing that is told. */
  private record Shown(
      @NotEmpty @NamesField String field,
      @Nullable Text label,
      boolean mask,
      boolean words,
      @Nullable List<String> columns) {}

  /** Until when. */
  private record Countdown(
      @NotEmpty @NamesField String field, @Nullable Text label, @Nullable Condition when) {}

  /** Where the words for people are. */
  private record Glossary(
      @NotEmpty @Refers("forms") String form,
      @NotEmpty @NamesField String term,
      @Nullable Map<String, String> words,
      @Nullable Map<String, String> more) {}

  /** Of a page that takes a record in. */
  private record Form(
      @Nullable Text intro,
      @NotEmpty @NamesField List<String> fields,
      @Nullable @NamesField List<String> required,
      @Nullable Map<String, Value> set,
      @Nullable Text done) {}

  /** The types there are. */
  public static List<KindDescriptor> all() {
    return ALL;
  }
}
