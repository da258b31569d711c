package dev.nacre.page;

import dev.nacre.app.PageLinks;
import dev.nacre.metadata.AppDefinition;
import dev.nacre.metadata.PageDefinition;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.security.Identity;
import java.util.Locale;

/**
 * A page that a working link has opened.
 *
 * @param locale of the browser, one of ours
 */
record OpenPage(
    PageLinks.Link link, PageDefinition page, AppDefinition app, Forms forms, Locale locale) {

  Form form() {
    return forms.get(page.form());
  }

  /** The engine, in the page's place: what it may do is what the page says, and no more. */
  Identity who() {
    return Identity.engine("page:" + page.id());
  }

  /** Whether a form can't be sent without an answer to that. */
  boolean requires(Field field) {
    return page.required().contains(field.id()) || field.definition().required();
  }

  boolean chinese() {
    return locale.getLanguage().equals("zh");
  }
}
