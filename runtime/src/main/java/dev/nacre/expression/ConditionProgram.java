package dev.nacre.expression;

import dev.nacre.storage.Sql;
import java.util.Set;

/** A condition, ready to run. */
final class ConditionProgram implements CompiledCondition {
  private final Part part;
  private final boolean needsRow;
  private final Set<String> reads;
  private final Set<String> crosses;
  private final boolean looksUp;

  ConditionProgram(Part part, Uses uses) {
    this.part = part;
    this.needsRow = uses.needsRow();
    this.reads = uses.reads();
    this.crosses = uses.crosses();
    this.looksUp = uses.looksUp();
  }

  @Override
  public boolean test(Scope scope) {
    return part.test(scope);
  }

  @Override
  public Sql sql(String alias, Scope scope, Visible visible) {
    if (needsRow) {
      throw new IllegalStateException("compiled as a condition, not as a filter");
    }
    return part.sql(new SqlContext(alias, scope, visible));
  }

  @Override
  public Sql sql(String alias, String record, Scope scope, Visible visible) {
    return part.sql(new SqlContext(record, scope, visible).within(alias));
  }

  @Override
  public Set<String> reads() {
    return reads;
  }

  @Override
  public Set<String> crosses() {
    return crosses;
  }

  @Override
  public boolean looksUp() {
    return looksUp;
  }
}
