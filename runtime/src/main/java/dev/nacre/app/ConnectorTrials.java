package dev.nacre.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.connector.Connector;
import dev.nacre.connector.Trial;
import dev.nacre.connector.TrialEngine;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.NotFoundException;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tries connectors of a draft out, before anybody is served them. */
@Singleton
public final class ConnectorTrials {
  private final Drafts drafts;
  private final AppCompiler compiler;
  private final Apps apps;
  private final TrialEngine trials;

  ConnectorTrials(Drafts drafts, AppCompiler compiler, Apps apps, TrialEngine trials) {
    this.drafts = drafts;
    this.compiler = compiler;
    this.apps = apps;
    this.trials = trials;
  }

  /**
   * What is to be tried.
   *
   * @param operation what to call, or what brought the payload; null for what is pushed
   * @param input what templates see beside the window and the page
   * @param payload mapped instead of calling; null to call
   */
  public record Wish(
      String connector, @Nullable String operation, ObjectNode input, @Nullable JsonNode payload) {}

  /**
   * Tries a connector of the draft as it is kept.
   *
   * @param app an app id, or {@code id@test}, whose records and secrets it sees
   * @throws NotFoundException when there is no such connector or operation
   * @throws InvalidAppException when the connector can't be compiled
   */
  public Trial draft(String app, Wish wish) {
    return files(app, drafts.files(AppAddress.read(app).id()), wish);
  }

  /** Tries a connector of these files. */
  public Trial files(String app, AppFiles files, Wish wish) {
    AppAddress address = AppAddress.read(app);
    String file = "connectors/" + wish.connector() + ".json";
    if (files.text(file).isEmpty()) {
      throw new NotFoundException(Problem.at("", "connector_unknown", wish.connector(), app));
    }
    // records are written by the rules that are served; what isn't published can't be
    int version = apps.find(app).map(served -> served.forms().version()).orElse(0);
    var problems = new Problems();
    CompiledApp compiled = compiler.compile(files, address, version, problems);
    Connector connector = compiled.connectors().get(wish.connector());
    List<Problem> own = problems.list().stream().filter(p -> file.equals(p.file())).toList();
    if (connector == null || !own.isEmpty()) {
      throw new InvalidAppException(own.isEmpty() ? problems.list() : own);
    }
    JsonNode payload = wish.payload();
    if (payload != null) {
      return trials.map(app, connector, wish.operation(), List.of(payload));
    }
    if (wish.operation() == null) {
      throw NotFoundException.of("operation_unknown", "", connector.operations().keySet());
    }
    return trials.call(app, connector, wish.operation(), wish.input());
  }
}
