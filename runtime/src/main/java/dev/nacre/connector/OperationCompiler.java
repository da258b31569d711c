package dev.nacre.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.ExpressionEngine;
import dev.nacre.kind.Kind;
import dev.nacre.kind.KindDescriptor;
import dev.nacre.kind.KindRegistry;
import dev.nacre.metadata.ConnectorDefinition;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Forms;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the operations of a connector ready. */
final class OperationCompiler {
  private final KindRegistry<Shape<?>> shapes;
  private final ExpressionEngine expressions;

  OperationCompiler(List<ConnectorKind<?>> kinds, ExpressionEngine expressions) {
    this.shapes =
        new KindRegistry<>(
            "operation",
            kinds.stream()
                .filter(CallKind.class::isInstance)
                .<Shape<?>>map(kind -> shape((CallKind<?, ?>) kind))
                .toList());
    this.expressions = expressions;
  }

  /** What the operations of a kind look like, as a kind of its own family. */
  private record Shape<O extends Record>(String id, Class<O> settings) implements Kind<O> {}

  private static <O extends Record> Shape<O> shape(CallKind<?, O> kind) {
    return new Shape<>(kind.id(), kind.operation());
  }

  Optional<KindDescriptor> descriptor(String kind) {
    return shapes.find(kind).map(shape -> shapes.descriptor(shape.id()));
  }

  <S extends Record> Map<String, Operation> compile(
      ConnectorKind<S> kind,
      S settings,
      ConnectorDefinition definition,
      ZoneId zone,
      Forms forms,
      Problems problems) {
    var ready = new LinkedHashMap<String, Operation>();
    Set<String> ids =
        definition.operations().stream()
            .map(operation -> operation.path("id").asText())
            .collect(Collectors.toUnmodifiableSet());
    var peers = new Peers(ids, Collections.unmodifiableMap(ready));
    for (int i = 0; i < definition.operations().size(); i++) {
      JsonNode json = definition.operations().get(i);
      String id = json.path("id").asText();
      String at = "/operations/" + i;
      if (!(kind instanceof CallKind<S, ?> calls)) {
        problems.add(at, "operations_not_known", kind.id());
        continue;
      }
      var preparation = Preparation.of(id, at, zone, expressions, forms, peers, problems);
      Operation operation = prepare(calls, settings, json, preparation);
      if (operation != null && ready.putIfAbsent(id, operation) != null) {
        problems.add(at + "/id", "operation_twice", id);
      }
    }
    return Collections.unmodifiableMap(ready);
  }

  private <S extends Record, O extends Record> @Nullable Operation prepare(
      CallKind<S, O> kind, S settings, JsonNode json, Preparation preparation) {
    ObjectNode own = ((ObjectNode) json).deepCopy();
    own.remove("id");
    var found = new Problems();
    O read =
        shapes.settings(
            new Shape<>(kind.id(), kind.operation()), own, preparation.pointer(), found);
    preparation.problems().addAll(found);
    return read == null ? null : kind.prepare(settings, read, preparation);
  }
}
