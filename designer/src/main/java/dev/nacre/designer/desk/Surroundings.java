package dev.nacre.designer.desk;

import java.util.Map;

/** What the running app tells the designer, on behalf of whoever is signed in. */
public interface Surroundings {
  /** What people are called, by their sign-in names. */
  Map<String, String> people();
}
