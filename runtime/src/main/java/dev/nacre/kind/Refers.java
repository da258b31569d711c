package dev.nacre.kind;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says that a setting of a kind is the id of a definition of the app. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Refers {
  /** The folder of the definition: {@code forms workflows dashboards connectors roles}. */
  String value();
}
