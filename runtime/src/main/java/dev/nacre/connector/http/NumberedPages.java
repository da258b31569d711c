package dev.nacre.connector.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.connector.http.HttpConnector.PageBy;
import dev.nacre.connector.http.HttpConnector.Paging;
import org.jspecify.annotations.Nullable;

/** Pages by their number, or by how much stands before them. */
record NumberedPages(Paging paging, int size) implements Pages {
  private static final String BACK = "back:";

  @Override
  public void put(ObjectNode input, @Nullable String cursor) {
    int number = number(cursor);
    int index = number - origin();
    boolean offset = paging.how() == PageBy.OFFSET;
    input.put("page", offset ? index + 1 : number);
    input.put("size", size);
    if (offset) {
      input.put("offset", (paging.first() == null ? 0 : paging.first()) + (long) index * size);
    }
  }

  private int number(@Nullable String cursor) {
    if (cursor == null) {
      return origin();
    }
    return Integer.parseInt(cursor.startsWith(BACK) ? cursor.substring(BACK.length()) : cursor);
  }

  /** The number of the first page. */
  private int origin() {
    if (paging.how() == PageBy.OFFSET) {
      return 0;
    }
    return paging.first() == null ? 1 : paging.first();
  }

  @Override
  public Next next(Answer answer, int found, @Nullable String cursor) {
    int number = number(cursor);
    if (cursor != null && cursor.startsWith(BACK)) {
      return number > origin() ? Next.at(BACK + (number - 1)) : Next.NONE;
    }
    if (Boolean.TRUE.equals(paging.backwards())) {
      int last = origin() + (int) Math.min(paging.limit(), pages(answer.body())) - 1;
      // the first page is fetched again, last of all: until then it may have changed
      return last <= origin() ? Next.NONE : new Next(BACK + last, true);
    }
    int fetched = number - origin() + 1;
    return fetched < paging.limit() && goesOn(answer.body(), found, fetched)
        ? Next.at(String.valueOf(number + 1))
        : Next.NONE;
  }

  private long pages(JsonNode body) {
    return paging.total() == null ? 1 : (body.at(paging.total()).asLong(0) + size - 1) / size;
  }

  private boolean goesOn(JsonNode body, int found, int fetched) {
    if (found == 0) {
      return false;
    }
    if (paging.more() != null) {
      return body.at(paging.more()).asBoolean(false);
    }
    return paging.total() == null ? found >= size : fetched < pages(body);
  }
}
