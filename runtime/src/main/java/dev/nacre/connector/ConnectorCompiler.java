package dev.nacre.connector;

import dev.nacre.expression.ExpressionEngine;
import dev.nacre.kind.KindDescriptor;
import dev.nacre.kind.KindRegistry;
import dev.nacre.metadata.ConnectorDefinition;
import dev.nacre.metadata.ConnectorDefinition.Ingest;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Forms;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns a connector's definition into one that runs, or says everything that is wrong with it. */
@Singleton
public final class ConnectorCompiler {
  private final KindRegistry<ConnectorKind<?>> kinds;
  private final OperationCompiler operations;
  private final ExpressionEngine expressions;

  /** A compiler that knows those kinds. */
  @Inject
  public ConnectorCompiler(@All List<ConnectorKind<?>> kinds, ExpressionEngine expressions) {
    this.kinds = new KindRegistry<>("connector", kinds);
    this.operations = new OperationCompiler(kinds, expressions);
    this.expressions = expressions;
  }

  /** The connector kinds, for palettes and reference pages. */
  public KindRegistry<ConnectorKind<?>> kinds() {
    return kinds;
  }

  /** What the operations of a kind say; empty when it has none. */
  public Optional<KindDescriptor> operations(String kind) {
    return operations.descriptor(kind);
  }

  /**
   * Compiles.
   *
   * @param forms of the same version
   * @param problems pointers are relative to the connector's file
   * @return empty when problems were added
   */
  public Optional<Connector> compile(
      ConnectorDefinition definition, Forms forms, Problems problems) {
    var found = new Problems();
    ConnectorKind<?> kind = kinds.find(definition.kind(), "/kind", found);
    Connector connector = kind == null ? null : compile(kind, definition, forms, found);
    if (kind == null) {
      ingests(definition, forms, found); // a person wants to see everything at once
    }
    problems.addAll(found);
    return found.isEmpty() ? Optional.ofNullable(connector) : Optional.empty();
  }

  private <S extends Record> @Nullable Connector compile(
      ConnectorKind<S> kind, ConnectorDefinition definition, Forms forms, Problems problems) {
    S settings = kinds.settings(kind, definition.settings(), "/settings", problems);
    List<IngestPlan> ingests = ingests(definition, forms, problems);
    if (settings == null) {
      return null;
    }
    kind.check(settings, "/settings", problems);
    ZoneId zone = kind.zone(settings, forms.zone());
    Map<String, Operation> ready =
        operations.compile(kind, settings, definition, zone, forms, problems);
    Connector connector =
        new Connector(
            definition,
            kind,
            settings,
            zone,
            forms,
            ready,
            ingests,
            new PollCompiler(definition, ready, problems).compile(kind),
            new TotalsCompiler(definition, ready, expressions, forms, problems).compile(),
            consent(kind, settings, zone, forms, problems),
            digest(definition));
    keyed(connector, problems);
    return connector;
  }

  /** A file that is read again after a crash must find its records again. */
  private static void keyed(Connector connector, Problems problems) {
    List<Ingest> ingests = connector.definition().ingest();
    for (int i = 0; connector.watch() != null && i < ingests.size(); i++) {
      if (ingests.get(i).key().isEmpty()) {
        problems.add("/ingest/" + i, "folder_needs_key", ingests.get(i).id());
      }
    }
  }

  private <S extends Record> @Nullable Consent consent(
      ConnectorKind<S> kind, S settings, ZoneId zone, Forms forms, Problems problems) {
    return kind instanceof ConsentKind<S> consented
        ? consented.consent(
            settings,
            Preparation.of("", "/settings", zone, expressions, forms, Peers.NONE, problems))
        : null;
  }

  private List<IngestPlan> ingests(ConnectorDefinition definition, Forms forms, Problems problems) {
    var plans = new ArrayList<IngestPlan>();
    var ids = new ArrayList<String>();
    for (int i = 0; i < definition.ingest().size(); i++) {
      Ingest ingest = definition.ingest().get(i);
      String at = "/ingest/" + i;
      if (ids.contains(ingest.id())) {
        problems.add(at + "/id", "ingest_twice", ingest.id());
      }
      ids.add(ingest.id());
      IngestPlan plan = new MappingCompiler(expressions, forms, problems).compile(ingest, at);
      if (plan != null) {
        plans.add(plan);
      }
    }
    return List.copyOf(plans);
  }

  private static String digest(ConnectorDefinition definition) {
    String canonical = Json.write(Json.sorted(Json.MAPPER.valueToTree(definition)));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
