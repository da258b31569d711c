package dev.nacre.workflow;

import dev.nacre.record.Forms;

/** How apps are named in rows and registries. */
final class Apps {
  private Apps() {}

  /** {@code order_hub}, or {@code order_hub@test}. */
  static String key(Forms forms) {
    return forms.environment().isEmpty() ? forms.app() : forms.app() + "@" + forms.environment();
  }
}
