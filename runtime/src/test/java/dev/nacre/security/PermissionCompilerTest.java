package dev.nacre.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.expression.ExpressionEngine;
import dev.nacre.expression.Scripts;
import dev.nacre.metadata.AppDocuments;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.AppReader;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import dev.nacre.security.Permissions.Action;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PermissionCompilerTest {
  private final Problems problems = new Problems();

  @Test
  void grantsNothingThatIsNotWritten() {
    Permissions permissions = compile(Map.of("clerk", "'order':{'read':true}"));
    var access = permissions.on("order", holder("clerk"));
    assertThat(access.may(Action.READ)).isTrue();
    assertThat(access.may(Action.UPDATE)).isFalse();
    assertThat(permissions.on("secretary", holder("clerk")).may(Action.READ)).isFalse();
    assertThat(permissions.on("order", holder()).may(Action.READ)).isFalse();
    assertThat(permissions.on("order", holder("stranger")).may(Action.READ)).isFalse();
  }

  @Test
  void anAdministratorMayDoEverything() {
    Permissions permissions = compile(Map.of());
    var admin = new Identity("admin", "Admin", true, Map.of(), false);
    for (Action action : Action.values()) {
      assertThat(permissions.on("order", admin).may(action)).isTrue();
      assertThat(permissions.on("order", admin).limits(action)).isEmpty();
    }
  }

  @Test
  void addsRolesUpAndTheMildestMarkWins() {
    Permissions permissions =
        compile(
            Map.of(
                "strict", "'order':{'read':true,'fields':{'phone':'hidden','cost':'hidden'}}",
                "mild", "'order':{'update':true,'fields':{'phone':'mask'}}"));
    var both = permissions.on("order", holder("strict", "mild"));
    assertThat(both.may(Action.READ)).isTrue();
    assertThat(both.may(Action.UPDATE)).isTrue();
    assertThat(both.masked()).containsExactly("phone");
    assertThat(both.readOnly()).containsExactly("phone");
    assertThat(both.hidden()).isEmpty();
  }

  @Test
  void namesUnknownFormsInTheFileOfTheirRole() {
    compile(Map.of("clerk", "'nothing':{'read':true}"));
    assertThat(problems.list())
        .extracting(Problem::file, Problem::pointer, Problem::code)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "roles/clerk.json", "/forms/nothing", "role_form_unknown"));
  }

  private static Identity holder(String... roles) {
    return new Identity("anna", "Anna", false, Map.of("shop", Set.of(roles)), false);
  }

  /** Roles by id, with their forms; of forms there is {@code order} with phone and cost. */
  private Permissions compile(Map<String, String> roles) {
    var files = new TreeMap<String, String>();
    files.put("app.json", json("{'schemaVersion':1,'id':'shop','version':'1.0.0'}"));
    roles.forEach(
        (id, forms) ->
            files.put(
                "roles/" + id + ".json", json("{'id':'" + id + "','forms':{" + forms + "}}")));
    AppDocuments documents = AppReader.read(new AppFiles(files), new Problems());
    return new PermissionCompiler(new ExpressionEngine(new Scripts()))
        .compile(
            documents.roles().values(),
            new PermissionCompiler.Known(
                "shop",
                Set.of("order"),
                id -> id.equals("order") ? new OrderShape() : null,
                Set.of(),
                Set.of()),
            problems);
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
