package dev.nacre.designer.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.kind.KindDescriptor;
import dev.nacre.kind.Property;
import dev.nacre.kind.Property.Shape;
import dev.nacre.metadata.WorkflowDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A block of a step: the steps that stand in its settings. Which settings are blocks is told by
 * their shape alone.
 *
 * @param pointer where it stands in the settings
 * @param property the setting that it is, or is in
 * @param index which of several it is; -1 when there can be only one
 * @param group what stands beside its steps, such as the case's condition; null when nothing does
 * @param written whether it is there; one that isn't can be added
 * @param steps its steps
 */
public record BlockView(
    String pointer,
    Property property,
    int index,
    @Nullable ObjectNode group,
    boolean written,
    List<StepView> steps) {

  /** The blocks of a step of that kind, in the order of its settings. */
  static List<BlockView> of(
      KindDescriptor kind, JsonNode settings, String pointer, StepView.Reader reader) {
    var blocks = new ArrayList<BlockView>();
    for (Property property : kind.properties()) {
      String name = property.name();
      JsonNode value = settings.path(name);
      String at = "/" + name;
      if (isSteps(property.shape())) {
        blocks.add(
            new BlockView(
                at, property, -1, null, value.isArray(), reader.read(value, pointer + at)));
      } else if (property.shape() instanceof Shape.Group group) {
        inner(group)
            .ifPresent(inner -> blocks.add(one(property, inner, at, -1, value, pointer, reader)));
      } else if (property.shape() instanceof Shape.Many(Shape.Group group)) {
        inner(group)
            .ifPresent(
                inner -> {
                  for (int i = 0; i < value.size(); i++) {
                    blocks.add(
                        one(property, inner, at + "/" + i, i, value.get(i), pointer, reader));
                  }
                });
      }
    }
    return blocks;
  }

  /** The settings of a kind to which blocks can be added, as many as one likes. */
  public static List<Property> several(KindDescriptor kind) {
    return kind.properties().stream()
        .filter(p -> p.shape() instanceof Shape.Many(Shape.Group g) && inner(g).isPresent())
        .toList();
  }

  /**
   * Whether a setting is, or holds, steps, so that it is drawn and not edited beside the others.
   */
  public static boolean isBlock(Property property) {
    return isSteps(property.shape())
        || (property.shape() instanceof Shape.Group g && inner(g).isPresent())
        || (property.shape() instanceof Shape.Many(Shape.Group m) && inner(m).isPresent());
  }

  private static BlockView one(
      Property property,
      String steps,
      String at,
      int index,
      JsonNode group,
      String pointer,
      StepView.Reader reader) {
    String below = at + "/" + steps;
    return new BlockView(
        below,
        property,
        index,
        group instanceof ObjectNode object ? object : null,
        group.isObject(),
        reader.read(group.path(steps), pointer + below));
  }

  private static Optional<String> inner(Shape.Group group) {
    return group.properties().stream()
        .filter(p -> isSteps(p.shape()))
        .map(Property::name)
        .findFirst();
  }

  /** Whether it is a list of steps. */
  public static boolean isSteps(Shape shape) {
    return shape instanceof Shape.Many(Shape.Nested n) && n.type() == WorkflowDefinition.Step.class;
  }
}
