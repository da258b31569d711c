package dev.nacre.workflow.step;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.kind.Refers;
import dev.nacre.record.hold.HoldEngine;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.Move;
import dev.nacre.workflow.StepAction;
import dev.nacre.workflow.StepType;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends what the workflow's record holds, whichever workflow took it. */
@Singleton
public final class ReleaseStockStep implements StepType<ReleaseStockStep.Settings> {
  /**
   * The settings.
   *
   * @param form only what it holds of that form; null means everything
   * @param as what becomes of it; null means that it is given back
   */
  public record Settings(@Refers("forms") @Nullable String form, @Nullable As as) {}

  /** What becomes of what was held. */
  public enum As {
    /** It can be held by others again. */
    FREE,
    /** It has left: sold, eaten, sat on. */
    USED
  }

  @Override
  public String id() {
    return "release_stock";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public StepAction compile(Settings settings, CompileContext context) {
    if (settings.form() != null) {
      var unused = context.form(settings.form(), "/form");
    }
    boolean used = settings.as() == As.USED;
    return run ->
        new Move.Release(settings.form(), used, ended -> new Move.Next(output(ended, used)));
  }

  private static ObjectNode output(List<HoldEngine.Ended> ended, boolean used) {
    ObjectNode output =
        JsonNodeFactory.instance
            .objectNode()
            .put("as", used ? "used" : "free")
            .put("count", ended.size());
    ArrayNode parts = output.putArray("parts");
    for (HoldEngine.Ended one : ended) {
      ObjectNode node = parts.addObject().put("record", one.hold().record().toString());
      if (one.hold().lot() != null) {
        node.put("lot", one.hold().lot().toString());
      }
      // a counted record that is gone can't be put right any more, and that is said
      node.put("quantity", one.hold().quantity()).put("there", one.there());
    }
    return output;
  }
}
