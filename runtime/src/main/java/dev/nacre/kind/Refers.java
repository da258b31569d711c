package dev.nacre.kind;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a setting of a kind is the id of something of the app; of a value that may be computed
 * as well, that its literal is.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Refers {
  /**
   * The folder of the definition ({@code forms workflows dashboards connectors roles pages
   * prints}), or {@code calendars}.
   */
  String value();
}
