package dev.nacre.bench;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.flowable.common.engine.impl.history.HistoryLevel;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;

/**
 * Flowable, embedded as its guide says, with the history that Nacre keeps too: who did what when,
 * and with which values. Nothing but the process is in this JVM.
 */
final class FlowableSide implements Rival.Work {
  /** So many people start and decide at once, here and in ours, as in the row of reservations. */
  static final int PEOPLE = 16;

  private final ProcessEngine engine;

  FlowableSide(DataSource database) {
    var settings = new StandaloneProcessEngineConfiguration();
    settings.setDataSource(database);
    settings.setDatabaseSchemaUpdate("true");
    settings.setHistoryLevel(HistoryLevel.AUDIT);
    settings.setAsyncExecutorActivate(false);
    engine = settings.buildProcessEngine();
    engine
        .getRepositoryService()
        .createDeployment()
        .addClasspathResource("refund.bpmn20.xml")
        .deploy();
  }

  @Override
  public double run(Duration time) throws Exception {
    return Threads.rate(PEOPLE, time, thread -> instance());
  }

  /** Started, branched, its task found and completed. */
  private int instance() {
    int amount = ThreadLocalRandom.current().nextInt(400);
    String id =
        engine
            .getRuntimeService()
            .startProcessInstanceByKey("refund", Map.of("amount", amount))
            .getId();
    String task =
        engine.getTaskService().createTaskQuery().processInstanceId(id).singleResult().getId();
    engine.getTaskService().complete(task, Map.of("decision", "approve"));
    return 1;
  }
}
