package dev.nacre.record;

import dev.nacre.metadata.Text;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Those of an app, and that everybody may fill the form that they are asked to fill. */
record AskedPermissions(String form, Permissions others) implements Permissions {
  private static final FormAccess FILL =
      new FormAccess(
          Map.of(Action.CREATE, List.of(), Action.READ, List.of()),
          Set.of(),
          Set.of(),
          Set.of(),
          Map.of());

  @Override
  public FormAccess on(String of, Identity who) {
    return of.equals(form) ? FILL : others.on(of, who);
  }

  @Override
  public boolean dashboard(String dashboard, Identity who) {
    return others.dashboard(dashboard, who);
  }

  @Override
  public boolean startWorkflow(String workflow, Identity who) {
    return others.startWorkflow(workflow, who);
  }

  @Override
  public Set<String> roles() {
    return others.roles();
  }

  @Override
  public Text title(String role) {
    return others.title(role);
  }
}
