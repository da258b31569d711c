package dev.nacre.server;

import dev.nacre.app.Apps;
import dev.nacre.app.Packs;
import dev.nacre.expression.Scripts;
import dev.nacre.security.Account;
import dev.nacre.security.Accounts;
import dev.nacre.security.Identity;
import dev.nacre.security.SignInMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * What the very first start makes: somebody who may do everything and, for a look, a sample app.
 */
@Singleton
final class FirstStart {
  private static final Identity INSTALLER = Identity.engine("install");
  private static final String ADMINISTRATOR = "admin";
  private static final String SAMPLE = "order_hub";
  private static final int PASSWORD_LENGTH = 12;

  /** Without what looks alike. */
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

  private final Accounts accounts;
  private final Apps apps;
  private final Packs packs;
  private final DemoAccounts demo;
  private final DemoKeeper keeper;
  private final SignInMode mode;
  private final Scripts scripts;
  private final @Nullable String password;
  private final boolean wantsDemo;
  private final List<String> lines = new ArrayList<>();

  FirstStart(
      Accounts accounts,
      Apps apps,
      Packs packs,
      DemoAccounts demo,
      DemoKeeper keeper,
      SignInMode mode,
      Scripts scripts,
      Config config,
      @ConfigProperty(name = "nacre.demo") boolean wantsDemo) {
    this.accounts = accounts;
    this.apps = apps;
    this.packs = packs;
    this.demo = demo;
    this.keeper = keeper;
    this.mode = mode;
    this.scripts = scripts;
    // raw: a password may contain what looks like an expression
    this.password = config.getConfigValue("nacre.admin-password").getRawValue();
    this.wantsDemo = wantsDemo;
  }

  void start(@Observes @Priority(100) StartupEvent event) {
    if (wantsDemo) {
      // the pack has scripts, and somebody waits for the first screen
      Thread.ofPlatform().daemon().name("scripts").start(scripts::makeReady);
    }
    if (mode.local() && accounts.isEmpty()) {
      boolean given = password != null && !password.isBlank();
      String own = given ? password : madeUp();
      accounts.install(
          List.of(Account.local(ADMINISTRATOR, "Administrator", true)), own, INSTALLER);
      lines.add("Administrator    " + ADMINISTRATOR + " / " + (given ? "as given" : own));
    }
    if (wantsDemo && apps.list(INSTALLER).isEmpty()) {
      packs.installBuiltIn(SAMPLE, INSTALLER);
      if (mode.local()) {
        lines.addAll(demo.create(SAMPLE, madeUp(), INSTALLER));
        keeper.name(SAMPLE, INSTALLER);
      }
    }
  }

  void say(@Observes Banner banner) {
    mode.provider().ifPresent(issuer -> banner.add("Sign-in          " + issuer));
    lines.forEach(banner::add);
  }

  private static String madeUp() {
    var random = new SecureRandom();
    var text = new StringBuilder();
    for (int i = 0; i < PASSWORD_LENGTH; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
