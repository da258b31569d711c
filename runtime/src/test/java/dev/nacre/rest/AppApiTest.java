package dev.nacre.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.record.TestApp;
import dev.nacre.security.Identity;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AppApiTest {
  private static final String APP = "/apps/{app}";

  private static final String CHOICE = "{action:";

  /** Every address below the app of those resources, as a client of the app writes it. */
  private static List<String> addresses(Class<?>... resources) {
    var all = new ArrayList<String>();
    for (Class<?> resource : resources) {
      for (Method method : resource.getDeclaredMethods()) {
        Path path = method.getAnnotation(Path.class);
        if (path == null || !path.value().startsWith(APP)) {
          continue;
        }
        String rest = path.value().substring(APP.length());
        int choice = rest.indexOf(CHOICE);
        if (choice < 0) {
          all.add(rest);
          continue;
        }
        String actions = rest.substring(choice + CHOICE.length(), rest.length() - 1);
        for (String action : actions.split("\\|", -1)) {
          all.add(rest.substring(0, choice) + action.strip());
        }
      }
    }
    return all;
  }

  @Test
  void tellsAnAdministratorEveryAddressOfTasksInstancesAndTrials() {
    TestApp app = TestApp.of("hub");
    var admin = new Identity("admin", "admin", true, Map.of("hub", Set.of()), false);
    var paths = new AppApi(app.forms, "hub", admin, Locale.ENGLISH).json().path("paths");
    assertThat(
            addresses(
                TaskResource.class,
                InstanceResource.class,
                InstanceActionResource.class,
                InstanceMoveResource.class,
                RuleTrialResource.class))
        .hasSizeGreaterThan(20)
        .allSatisfy(address -> assertThat(paths.has(address)).as(address).isTrue());
  }
}
