package dev.nacre.workspace.signin;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.login.LoginI18n;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import dev.nacre.designer.render.LanguageChoice;
import dev.nacre.security.Account;
import dev.nacre.server.DemoAccounts;
import dev.nacre.workspace.People;
import java.util.Locale;

/** The sign-in page. The form goes to Quarkus' own form authentication; no script is needed. */
@Route("login")
@AnonymousAllowed
public final class SignInView extends Div implements BeforeEnterObserver, HasDynamicTitle {
  private final LoginForm form = new LoginForm();
  private final People people;

  SignInView(DemoAccounts demo, People people) {
    this.people = people;
    addClassName("nacre-signin");
    form.setAction("j_security_check");
    form.setForgotPasswordButtonVisible(false);
    form.setI18n(words());
    var logo = new Image("nacre/icon.svg", "");
    var head = new Div(logo, new H1("Nacre"), new Paragraph(getTranslation("signin.about")));
    head.addClassName("head");
    var card = new Div(head, form);
    card.addClassName("card");
    demo.shown().ifPresent(shown -> card.add(offer(shown)));
    var languages = new Div();
    languages.addClassName("languages");
    for (Locale language : LanguageChoice.others(getLocale()).toList()) {
      var button =
          new Button(
              LanguageChoice.name(language),
              click -> LanguageChoice.choose(UI.getCurrent(), language));
      button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
      button.getElement().setAttribute("lang", language.toLanguageTag());
      languages.add(button);
    }
    add(card, languages);
  }

  private LoginI18n words() {
    LoginI18n words = LoginI18n.createDefault();
    words.getForm().setTitle(getTranslation("signin.title"));
    words.getForm().setUsername(getTranslation("signin.name"));
    words.getForm().setPassword(getTranslation("signin.password"));
    words.getForm().setSubmit(getTranslation("signin.submit"));
    words.getErrorMessage().setTitle(getTranslation("signin.wrong"));
    words.getErrorMessage().setMessage(getTranslation("signin.wrong.hint"));
    words.getErrorMessage().setUsername(getTranslation("signin.name_needed"));
    words.getErrorMessage().setPassword(getTranslation("signin.password_needed"));
    return words;
  }

  private Div offer(DemoAccounts.Shown shown) {
    var offered = new Div(new H2(getTranslation("signin.demo")));
    offered.addClassName("demo");
    var list = new Div();
    list.addClassName("accounts");
    for (Account account : shown.accounts()) {
      var words = new Span(people.name(account.id(), getLocale()));
      var id = new Span(account.id());
      id.addClassName("nacre-quiet");
      var button = new Button(new Div(words, id), click -> fill(account, shown.password()));
      button.getElement().setAttribute("data-demo", account.id());
      list.add(button);
    }
    offered.add(list);
    return offered;
  }

  private void fill(Account account, String password) {
    form.getElement()
        .executeJs(
            "const set = (name, value) => { const field = this.querySelector(`[name=${name}]`) ??"
                + " document.querySelector(`[name=${name}]`); field.value = value; };"
                + " set('username', $0); set('password', $1);"
                + " this.querySelector('vaadin-button')?.focus();",
            account.id(),
            password);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    var told = event.getLocation().getQueryParameters();
    told.getSingleParameter("wait")
        .filter(seconds -> seconds.matches("\\d{1,4}"))
        .ifPresent(
            seconds -> {
              LoginI18n words = words();
              words.getErrorMessage().setMessage(getTranslation("signin.wait", seconds));
              form.setI18n(words);
            });
    form.setError(told.getParameters().containsKey("error"));
  }

  @Override
  public String getPageTitle() {
    return getTranslation("signin.title") + " · Nacre";
  }
}
