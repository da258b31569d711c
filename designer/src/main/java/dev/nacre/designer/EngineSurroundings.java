package dev.nacre.designer;

import dev.nacre.designer.desk.Surroundings;
import dev.nacre.security.Account;
import dev.nacre.security.Accounts;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks the engine what goes on around a draft. */
@Singleton
final class EngineSurroundings {
  private final Accounts accounts;

  EngineSurroundings(Accounts accounts) {
    this.accounts = accounts;
  }

  /** Around that app. */
  Surroundings of(String app) {
    return new Around();
  }

  private final class Around implements Surroundings {
    @Override
    public Map<String, String> people() {
      var people = new LinkedHashMap<String, String>();
      for (Account account : accounts.all()) {
        people.put(account.id(), account.name());
      }
      return people;
    }
  }
}
