package dev.nacre.workflow;

import dev.nacre.record.Page;
import dev.nacre.record.RecordEngine;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Finds records for runs. */
@Singleton
final class RecordFinds {
  private final RecordEngine records;

  RecordFinds(RecordEngine records) {
    this.records = records;
  }

  /** Answers all of them; who has another wish has it in the next round. */
  void grant(List<Asked<Move.Find>> asked, Round round) {
    round.grant(
        asked,
        these -> {
          var pages = new ArrayList<Page>();
          for (Asked<Move.Find> one : these) {
            RunContext context = one.run().context();
            pages.add(
                records.query(context.workflow().forms(), one.wish().query(), context.identity()));
          }
          return pages;
        },
        (these, pages) -> {
          for (int i = 0; i < these.size(); i++) {
            Asked<Move.Find> one = these.get(i);
            Page page = pages.get(i);
            round.wishes(one.run(), one.run().granted(() -> one.wish().then().apply(page)));
          }
        });
  }
}
