package dev.nacre.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseAddressTest {

  @Test
  void isAbsentWithoutAnUrl() {
    assertThat(DatabaseAddress.external(Map.of("NACRE_DB_URL", " "))).isNull();
  }

  @Test
  void takesAJdbcUrlAsItIs() {
    String url = "jdbc:postgresql://db.example:5433/shop?sslmode=require";
    var address =
        DatabaseAddress.external(
            Map.of("NACRE_DB_URL", url, "NACRE_DB_USER", "shop", "NACRE_DB_PASSWORD", "pw"));
    assertThat(address).isEqualTo(new DatabaseAddress(url, "shop", "pw"));
  }

  @Test
  void takesUserAndPasswordOutOfAPostgresUrl() {
    var address =
        DatabaseAddress.external(
            Map.of("NACRE_DB_URL", "postgres://shop:p%40ss@db.example/shop?sslmode=require"));
    assertThat(address)
        .isEqualTo(
            new DatabaseAddress(
                "jdbc:postgresql://db.example/shop?sslmode=require", "shop", "p@ss"));
  }

  @Test
  void neverShowsThePassword() {
    assertThat(new DatabaseAddress("jdbc:postgresql:x", "shop", "hidden").toString())
        .doesNotContain("hidden");
  }

  @Test
  void refusesAnotherKindOfDatabase() {
    assertThatThrownBy(
            () -> DatabaseAddress.external(Map.of("NACRE_DB_URL", "jdbc:mysql://db.example/shop")))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("NACRE_DB_URL");
  }
}
