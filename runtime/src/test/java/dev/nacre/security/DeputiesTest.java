package dev.nacre.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.storage.JdbcDatabase;
import dev.nacre.storage.TestPostgres;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who acts for whom. */
class DeputiesTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

  @Test
  void followsDeputiesWhoAreAwayThemselves() {
    var today = new Deputies(Map.of("ann", "bob", "bob", "cy"));
    assertThat(today.of("ann")).contains("cy");
    assertThat(today.of("cy")).isEmpty();
    assertThat(today.standsInFor("cy")).containsExactlyInAnyOrder("ann", "bob");
    assertThat(today.standsInFor("bob")).containsExactly("ann");
    assertThat(today.standsInFor("ann")).isEmpty();
  }

  @Test
  void neverGoesRound() {
    var today = new Deputies(Map.of("ann", "bob", "bob", "cy", "cy", "bob"));
    assertThat(today.of("ann")).isEmpty();
    assertThat(today.standsInFor("bob")).containsExactlyInAnyOrder("ann", "cy");
    var two = new Deputies(Map.of("ann", "bob", "bob", "ann"));
    assertThat(two.of("ann")).isEmpty();
    assertThat(two.standsInFor("ann")).containsExactly("bob");
  }

  @Test
  void countsBothDaysAndRefusesWhatLeadsBack() {
    var absences = new Absences(new JdbcDatabase(TestPostgres.migratedDatabase()));
    absences.set(new Absence("ann", MONDAY, MONDAY.plusDays(2), "bob"), user -> true);
    assertThat(absences.on(MONDAY.minusDays(1)).byAbsent()).isEmpty();
    assertThat(absences.on(MONDAY).of("ann")).contains("bob");
    assertThat(absences.on(MONDAY.plusDays(2)).of("ann")).contains("bob");
    assertThat(absences.on(MONDAY.plusDays(3)).byAbsent()).isEmpty();

    refuses(absences, new Absence("bob", MONDAY, MONDAY, "ann"), "absence_round");
    refuses(absences, new Absence("bob", MONDAY, MONDAY, "bob"), "absence_own_deputy");
    refuses(absences, new Absence("bob", MONDAY, MONDAY.minusDays(1), "cy"), "absence_backwards");
    absences.set(new Absence("bob", MONDAY.plusDays(3), MONDAY.plusDays(4), "ann"), user -> true);
    assertThat(absences.find("bob")).isPresent();
    absences.clear("ann");
    assertThat(absences.find("ann")).isEmpty();
  }

  @Test
  void refusesADeputyWhoCannotAct() {
    var absences = new Absences(new JdbcDatabase(TestPostgres.migratedDatabase()));
    assertThatThrownBy(() -> absences.set(new Absence("ann", MONDAY, MONDAY, "bob"), user -> false))
        .hasMessageContaining("absence_deputy_unknown");
  }

  private static void refuses(Absences absences, Absence absence, String code) {
    assertThatThrownBy(() -> absences.set(absence, user -> true)).hasMessageContaining(code);
  }
}
