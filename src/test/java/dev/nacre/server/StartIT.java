package dev.nacre.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
class StartIT {
  @Inject DataSource database;

  @Test
  void connectsToTheDatabaseOfTheTest() throws SQLException {
    try (Connection connection = database.getConnection()) {
      assertThat(connection.getCatalog()).startsWith("test_");
    }
  }

  @Test
  void answersThatItIsReady() {
    RestAssured.get("/q/health/ready").then().statusCode(200);
  }
}
