package dev.nacre.workspace.shell;

import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.quarkus.annotation.VaadinServiceEnabled;
import dev.nacre.designer.render.Texts;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/** Gives Vaadin the texts of the screens. */
@Singleton
@Unremovable
@VaadinServiceEnabled
public final class ScreenTexts implements I18NProvider {
  @Override
  public List<Locale> getProvidedLocales() {
    return Texts.LANGUAGES;
  }

  @Override
  public String getTranslation(String key, Locale locale, Object... params) {
    return Texts.in(locale, key, params);
  }
}
