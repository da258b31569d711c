package dev.nacre.workflow;

import dev.nacre.kind.NamesField;
import dev.nacre.kind.OneOf;
import dev.nacre.kind.Refers;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Value;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom something is for: exactly one of these.
 *
 * @param role a role id of the app
 * @param user a sign-in name, or what computes one: {@code {"expr": "record.createdBy"}}
 * @param users several of them; a value may give a list
 * @param levels the superiors of a person, level by level
 */
@OneOf({"role", "user", "users", "levels"})
public record AssignSettings(
    @Refers("roles") @Nullable String role,
    @Nullable Value user,
    @Nullable List<Value> users,
    @Nullable Levels levels) {

  /**
   * The superiors of a person, found in records that say who is whose.
   *
   * @param form each of its records is one person
   * @param person the field with their account
   * @param superior the field with the account of who is above them, or a link to that record
   * @param from whose superiors; null means those of who started the workflow
   * @param most how many levels at most; null means ten
   * @param until the level of which this holds is the last one; fields are those of its record,
   *     formulas see the workflow's record
   */
  public record Levels(
      @NotEmpty @Refers("forms") String form,
      @NotEmpty @NamesField String person,
      @NotEmpty @NamesField String superior,
      @Nullable Value from,
      @Min(1) @Max(10) @Nullable Integer most,
      @Nullable Condition until) {}
}
