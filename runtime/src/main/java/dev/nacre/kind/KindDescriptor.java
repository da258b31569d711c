package dev.nacre.kind;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Schemas;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a kind's settings look like, for the property panel, the check and the reference page.
 *
 * @param family the family it belongs to
 * @param id its id
 * @param properties its settings, in order
 * @param schema the same as JSON Schema
 * @param compiled the schema, ready to check with
 */
public record KindDescriptor(
    String family, String id, List<Property> properties, ObjectNode schema, Schema compiled) {

  /** Describes a kind by its settings record. */
  public static KindDescriptor of(String family, Kind<?> kind) {
    List<Property> properties = Property.of(kind.settings());
    ObjectNode schema = Property.schema(properties);
    schema.put("$id", Schemas.BASE + "kind-" + family + "-" + kind.id() + ".json");
    return new KindDescriptor(
        family,
        kind.id(),
        properties,
        schema,
        Schemas.compile("kind-" + family + "-" + kind.id(), Json.write(schema)));
  }

  /** What people call it; the id when no label is written. */
  public String label(Locale locale) {
    return Labels.find(family, id, locale).orElse(id);
  }

  /** A line that says what it is for; empty when none is written. */
  public String help(Locale locale) {
    return Labels.find(family, id + ".help", locale).orElse("");
  }

  /** The name of its picture, in the icon set of the screens. */
  public String icon() {
    return Labels.find(family, id + ".icon", Locale.ENGLISH).orElse("vaadin:cube");
  }

  /** The family of meaning by which people tell kinds apart, shown as a colour; empty for none. */
  public String group() {
    return Labels.find(family, id + ".group", Locale.ENGLISH).orElse("");
  }

  /** What its settings begin with on a screen, as JSON; empty when nothing but what is required. */
  public String start() {
    return Labels.find(family, id + ".start", Locale.ENGLISH).orElse("");
  }

  /** How large it begins on a grid, as columns and rows; 6 by 4 unless told. */
  public List<Integer> size() {
    return Arrays.stream(Labels.find(family, id + ".size", Locale.ENGLISH).orElse("6 4").split(" "))
        .map(Integer::valueOf)
        .toList();
  }

  /** Where it stands when kinds are offered to people: smaller first. */
  public int order() {
    return Labels.find(family, id + ".order", Locale.ENGLISH).map(Integer::parseInt).orElse(1000);
  }

  /** What people call one of its settings. */
  public String label(Property property, Locale locale) {
    // the kind's own help stands where that of a setting called so would
    String name = property.name().equals("help") ? "help.label" : property.name();
    return Labels.find(family, id + "." + name, locale)
        .or(() -> Labels.find(family, "*." + name, locale))
        .orElse(property.name());
  }

  /** What people call one of the values of a setting that is a choice. */
  public String label(Property property, String value, Locale locale) {
    return Labels.find(family, id + "." + property.name() + "." + value, locale)
        .or(() -> Labels.find(family, "*." + property.name() + "." + value, locale))
        .orElse(value);
  }
}
