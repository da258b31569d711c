package dev.nacre.workspace.list;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.record.Page;
import dev.nacre.record.Query;
import dev.nacre.record.RecordEngine;
import dev.nacre.workspace.OpenApp;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The records that a list has loaded so far. The engine pages from cursor to cursor, a list asks by
 * position: pages are kept, and the next is loaded when somebody scrolls there.
 */
final class Loaded {
  private static final int PAGE = 100;
  private static final int SCREEN = 40;

  /**
   * Whoever drags the scroll bar far down waits for few large pages rather than many small ones.
   */
  private static final int LARGE_PAGE = 500;

  /** Nobody scrolls further; a filter finds what is beyond. */
  static final int MOST = 5_000;

  private final OpenApp app;
  private final RecordEngine records;
  private final Query query;
  private final List<ObjectNode> rows = new ArrayList<>();
  private @Nullable String next;
  private boolean complete;

  Loaded(OpenApp app, RecordEngine records, Query query) {
    this.app = app;
    this.records = records;
    this.query = query;
  }

  /** The rows from there on, as far as there are any. */
  Stream<ObjectNode> rows(int offset, int limit) {
    while (!complete && rows.size() < offset + limit) {
      load(offset + limit - rows.size() > PAGE ? LARGE_PAGE : PAGE);
    }
    return rows.stream().skip(offset).limit(limit);
  }

  /** As many as a screen shows. */
  List<ObjectNode> first() {
    return rows(0, SCREEN).toList();
  }

  private void load(int most) {
    Page page = records.query(app.forms(), query.limit(most).after(next), app.who());
    page.records().forEach(r -> rows.add(records.json(app.forms(), r, query.expand(), app.who())));
    next = page.next();
    complete = next == null || rows.size() >= MOST;
  }
}
