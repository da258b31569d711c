package dev.nacre.designer;

import dev.nacre.app.Apps;
import dev.nacre.app.CompiledApp;
import dev.nacre.dashboard.Dashboard;
import dev.nacre.dashboard.DashboardCompiler;
import dev.nacre.dashboard.DashboardEngine;
import dev.nacre.dashboard.WidgetResult;
import dev.nacre.designer.desk.Partners;
import dev.nacre.designer.desk.Surroundings;
import dev.nacre.designer.render.FieldRenderers;
import dev.nacre.designer.render.RenderContext;
import dev.nacre.metadata.DashboardDefinition;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.record.RecordEngine;
import dev.nacre.security.Account;
import dev.nacre.security.Accounts;
import dev.nacre.security.Identities;
import dev.nacre.security.Identity;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Asks the engine what goes on around a draft. */
@Singleton
final class EngineSurroundings {
  private final Accounts accounts;
  private final Apps apps;
  private final DashboardCompiler compiler;
  private final DashboardEngine engine;
  private final Identities identities;
  private final EngineDrafts drafts;
  private final EnginePartners partners;
  private final RecordEngine records;
  private final FieldRenderers renderers;

  EngineSurroundings(
      Accounts accounts,
      Apps apps,
      DashboardCompiler compiler,
      DashboardEngine engine,
      Identities identities,
      EngineDrafts drafts,
      EnginePartners partners,
      RecordEngine records,
      FieldRenderers renderers) {
    this.accounts = accounts;
    this.apps = apps;
    this.compiler = compiler;
    this.engine = engine;
    this.identities = identities;
    this.drafts = drafts;
    this.partners = partners;
    this.records = records;
    this.renderers = renderers;
  }

  /** Around that app. */
  Surroundings of(String app) {
    return new Around(app);
  }

  private WidgetResult show(String app, DashboardDefinition.Widget widget, Identity who) {
    CompiledApp served = apps.find(app).orElse(null);
    if (served == null) {
      return new WidgetResult.Refused(List.of(Problem.at("", "preview_unpublished")));
    }
    var problems = new Problems();
    var alone = new DashboardDefinition("preview", null, null, List.of(widget));
    Dashboard dashboard = compiler.compile(alone, served.forms(), problems);
    return dashboard == null
        ? new WidgetResult.Refused(problems.list())
        : engine.data(served.forms(), dashboard, dashboard.widgets().getFirst(), who);
  }

  private final class Around implements Surroundings {
    private final String app;

    Around(String app) {
      this.app = app;
    }

    @Override
    public RenderContext context(Locale locale) {
      return new DraftLinks(app, apps, records, renderers, identities, accounts, locale).context();
    }

    @Override
    public Supplier<WidgetResult> preview(DashboardDefinition.Widget widget) {
      Identity who = identities.current();
      return () -> show(app, widget, who);
    }

    @Override
    public Partners partners() {
      return partners.of(app);
    }

    @Override
    public void background(Runnable work) {
      drafts.background(work);
    }

    @Override
    public Map<String, String> people() {
      var people = new LinkedHashMap<String, String>();
      for (Account account : accounts.all()) {
        people.put(account.id(), account.name());
      }
      return people;
    }
  }
}
