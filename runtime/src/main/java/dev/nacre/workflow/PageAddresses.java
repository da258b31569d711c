package dev.nacre.workflow;

import dev.nacre.security.Identity;

/** Knows where people without an account reach public pages; implemented where the screens are. */
public interface PageAddresses {
  /**
   * The whole address of a page, by a link that lasts until somebody ends it.
   *
   * @param app an app id, or {@code id@test}
   * @param by for whom a link is made where there is none yet
   */
  String page(String app, String page, Identity by);
}
