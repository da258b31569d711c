package dev.nacre.kind;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a setting names a field, perhaps across links, of the form that the settings are about:
 * the one that their {@code form} says, else the workflow's.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface NamesField {}
