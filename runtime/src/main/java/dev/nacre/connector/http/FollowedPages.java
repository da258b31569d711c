package dev.nacre.connector.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.connector.OperationFailedException;
import dev.nacre.connector.OperationFailedException.Outlook;
import dev.nacre.connector.http.HttpConnector.PageBy;
import dev.nacre.connector.http.HttpConnector.Paging;
import dev.nacre.metadata.Problem;
import dev.nacre.security.signing.Outgoing;
import org.jspecify.annotations.Nullable;

/**
 * Pages by what the answer before said: a cursor, or the address of the following one. Ours says
 * how many were fetched, too: {@code 3:<what was said>}.
 *
 * @param links null where a cursor is followed
 */
record FollowedPages(Paging paging, @Nullable NextLink links) implements Pages {
  @Override
  public void put(ObjectNode input, @Nullable String cursor) {
    input.put("page", fetched(cursor) + 1);
    if (paging.size() != null) {
      input.put("size", paging.size());
    }
    if (paging.how() == PageBy.CURSOR) {
      input.put("cursor", cursor == null ? paging.start() : said(cursor));
    }
  }

  @Override
  public @Nullable String link(@Nullable String cursor) {
    return links == null || cursor == null ? null : said(cursor);
  }

  private static int fetched(@Nullable String cursor) {
    return cursor == null ? 0 : Integer.parseInt(cursor.substring(0, cursor.indexOf(':')));
  }

  private static String said(String cursor) {
    return cursor.substring(cursor.indexOf(':') + 1);
  }

  @Override
  public Next next(Answer answer, int found, @Nullable String cursor) {
    String more = paging.more();
    boolean ends = more != null && !answer.body().at(more).asBoolean(false);
    String said = ends ? null : following(answer);
    int fetched = fetched(cursor) + 1;
    if (said == null || said.isEmpty() || fetched >= paging.limit()) {
      return Next.NONE;
    }
    String before = cursor == null ? paging.start() : said(cursor);
    if (said.equals(before)) {
      if (more == null) {
        return Next.NONE; // some services repeat the last cursor at the end
      }
      throw new OperationFailedException(
          Outlook.NEVER, answer.status(), Problem.at("", "partner_goes_in_circles", said));
    }
    return Next.at(fetched + ":" + said);
  }

  private @Nullable String following(Answer answer) {
    if (paging.next() == null) {
      return links == null ? null : links.header(answer);
    }
    JsonNode at = answer.body().at(paging.next());
    if (!at.isValueNode() || at.isNull()) {
      return null;
    }
    String said = Outgoing.text(at);
    return links == null || said.isEmpty() ? said : links.vetted(answer, said);
  }
}
