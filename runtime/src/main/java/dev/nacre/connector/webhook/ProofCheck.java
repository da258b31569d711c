package dev.nacre.connector.webhook;

import dev.nacre.metadata.Problems;
import dev.nacre.security.signing.Signature;
import dev.nacre.security.signing.Signature.Place;
import dev.nacre.security.signing.Signature.SecretAt;
import dev.nacre.security.signing.SignatureSettings;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is wrong with how a sender proves who it is.
 *
 * @param form whether bodies are forms
 * @param at where it stands in its file
 */
record ProofCheck(Proof proof, boolean form, String at, Problems problems) {
  void check() {
    if (proof.type() == null) {
      return; // told by the schema
    }
    if (proof.type() == Proof.Type.RECIPE) {
      described();
    } else {
      named();
    }
    if (proof.place() == Place.FORM && !form) {
      problems.add(at + inPlace(), "webhook_needs_form");
    }
    if (proof.type() == Proof.Type.TOKEN && proof.timestampHeader() != null) {
      problems.add(at + "/timestampHeader", "token_signs_nothing");
    }
  }

  private String inPlace() {
    return proof.recipe() == null ? "/in" : "/recipe/in";
  }

  private void described() {
    Signature recipe = proof.recipe();
    if (recipe == null) {
      problems.add(at + "/recipe", "proof_needs", written(), "recipe");
      return;
    }
    none(proof.header(), "header");
    none(proof.in(), "in");
    none(proof.name(), "name");
    none(proof.encoding(), "encoding");
    none(proof.prefix(), "prefix");
    none(proof.timestampHeader(), "timestampHeader");
    if (recipe.timestamp() == null && proof.tolerance() != null) {
      problems.add(at + "/tolerance", "tolerance_of_no_time");
    }
    new SignatureSettings(recipe, at + "/recipe", problems).check();
    if (recipe.algorithm() != null && !usesSecret(recipe)) {
      problems.add(at + "/recipe", "recipe_without_secret");
    }
  }

  private void named() {
    none(proof.recipe(), "recipe");
    told("header", proof.header());
    told("name", proof.name());
    if (proof.header() == null && proof.name() == null) {
      String missing = proof.place() == Place.HEADER ? "header" : "name";
      problems.add(at + "/" + missing, "proof_needs", written(), missing);
    }
    if (proof.header() != null) {
      none(proof.name(), "name");
      if (proof.place() != Place.HEADER) {
        problems.add(at + "/header", "proof_header_elsewhere", place());
      }
    }
    boolean inside = proof.place() == Place.FORM || proof.place() == Place.BODY;
    if (inside && proof.type() != Proof.Type.TOKEN) {
      problems.add(at + "/in", "proof_covers_itself", written());
    }
  }

  private String place() {
    return SettingsCheck.written(proof.place());
  }

  private String written() {
    return SettingsCheck.written(proof.type());
  }

  private void none(@Nullable Object value, String property) {
    if (value != null) {
      problems.add(at + "/" + property, "proof_has_no", written(), property);
    }
  }

  private void told(String property, @Nullable String name) {
    if (name != null && name.isBlank()) {
      problems.add(at + "/" + property, "text_blank");
    }
  }

  /** Whether nobody can make that signature who doesn't know the secret. */
  private static boolean usesSecret(Signature recipe) {
    boolean keyed = recipe.algorithm().name().startsWith("HMAC") && recipe.keyText() == null;
    boolean around = recipe.secretAt() != null && recipe.secretAt() != SecretAt.NONE;
    return keyed || around || Recipe.says(recipe, "secret") || amongParameters(recipe);
  }

  private static boolean amongParameters(Signature recipe) {
    String name = recipe.secretAs();
    return name != null
        && recipe.text() == null
        && (recipe.only() == null || recipe.only().contains(name))
        && (recipe.except() == null || !recipe.except().contains(name));
  }
}
