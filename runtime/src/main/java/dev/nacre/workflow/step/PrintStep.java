package dev.nacre.workflow.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.connector.Connector;
import dev.nacre.event.Effect;
import dev.nacre.kind.NamesField;
import dev.nacre.kind.Refers;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Suggestions;
import dev.nacre.metadata.Value;
import dev.nacre.record.Change;
import dev.nacre.record.Field;
import dev.nacre.record.FieldType;
import dev.nacre.record.Form;
import dev.nacre.record.Query;
import dev.nacre.record.StoredRecord;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.Move;
import dev.nacre.workflow.NamedRecord;
import dev.nacre.workflow.Reply;
import dev.nacre.workflow.Signal;
import dev.nacre.workflow.StepAction;
import dev.nacre.workflow.StepContext;
import dev.nacre.workflow.StepFailedException;
import dev.nacre.workflow.StepType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Prints a record to a file, and has a print service print that. It is laid out from the outbox,
 * after the transaction has committed, so that nobody waits for it.
 */
@Singleton
public final class PrintStep implements StepType<PrintStep.Settings> {
  /**
   * The settings.
   *
   * @param print which of the app's prints
   * @param form the form of another record; null means the workflow's
   * @param record the id of another record; null means the workflow's
   * @param into the file field of the record that gets the document; null means none
   * @param language of the paper; null means Chinese
   * @param via the connector of a print service; null means that nothing leaves Nacre
   * @param operation of that connector; null means its only one
   * @param copies how many sheets of paper the service prints; null means one
   */
  public record Settings(
      @NotEmpty @Refers("prints") String print,
      @Refers("forms") @Nullable String form,
      @Nullable Value record,
      @NamesField @Nullable String into,
      @Nullable Language language,
      @Refers("connectors") @Nullable String via,
      @Nullable String operation,
      @Min(1) @Max(99) @Nullable Integer copies) {}

  /** The languages there are. */
  public enum Language {
    EN,
    ZH
  }

  @Override
  public String id() {
    return "print";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public StepAction compile(Settings settings, CompileContext context) {
    NamedRecord record = NamedRecord.compile(settings.form(), settings.record(), context, "/print");
    if (record.form() != null) {
      context.print(settings.print(), record.form(), "/print");
    }
    Field into =
        settings.into() == null || record.form() == null
            ? null
            : into(record.form(), settings.into(), context);
    String operation = null;
    if (settings.via() == null) {
      if (settings.copies() != null) {
        context.problem("/copies", "print_copies_of_nothing");
      }
      if (settings.operation() != null) {
        context.objection("/operation", "print_without_via");
      }
    } else {
      Connector connector = context.connector(settings.via(), "/via");
      operation = connector == null ? null : context.operation(connector, settings.operation());
    }
    return new Printing(settings, record, into, operation);
  }

  private static @Nullable Field into(Form form, String id, CompileContext context) {
    Field field = form.field(id).filter(f -> !f.lines()).orElse(null);
    if (field == null || field.computed() || holds(field) == FieldType.Files.NONE) {
      if (!form.doubts(id)) {
        List<String> ids =
            form.fields().stream()
                .filter(f -> !f.lines() && holds(f) != FieldType.Files.NONE)
                .map(Field::id)
                .toList();
        context.problem(
            "/into", "print_into", id, String.join(", ", ids), Suggestions.question(id, ids));
      }
      return null;
    }
    return field;
  }

  private static FieldType.Files holds(Field field) {
    return field.fieldType().files(field.settings());
  }

  private record Printing(
      Settings settings, NamedRecord record, @Nullable Field into, @Nullable String operation)
      implements StepAction {
    @Override
    public Move run(StepContext run) {
      Language language = settings.language() == null ? Language.ZH : settings.language();
      int copies = settings.copies() == null ? 1 : settings.copies();
      run.print(
          settings.print(),
          record.formId(),
          record.id(run),
          language.name().toLowerCase(Locale.ROOT),
          settings.via(),
          operation,
          copies,
          Effect.TRIES);
      return new Move.Wait();
    }

    @Override
    public Move resume(StepContext run, Signal signal) {
      return switch (Reply.in(signal).orElse(null)) {
        case null -> new Move.Wait();
        case Reply.Done done -> into == null ? new Move.Next(done.answer()) : put(run, done, into);
        case Reply.Failed failed -> throw new StepFailedException(failed.why());
      };
    }

    private Move put(StepContext run, Reply.Done done, Field field) {
      UUID id = record.id(run);
      JsonNode file = done.answer().path("file");
      if (holds(field) == FieldType.Files.ONE) {
        return write(id, field, file, done);
      }
      var itself =
          new Condition.Compare(
              "id",
              Condition.Op.EQ,
              new Value.Literal(JsonNodeFactory.instance.textNode(id.toString())));
      return new Move.Find(
          Query.of(record.formId()).where(itself).limit(1).withoutLines(),
          page -> {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            for (StoredRecord there : page.records()) {
              Object held = there.get(field.index());
              if (held != null) {
                all.addAll((ArrayNode) field.fieldType().write(held, field.settings()));
              }
            }
            return write(id, field, all.add(file), done);
          });
    }

    private Move write(UUID id, Field field, JsonNode value, Reply.Done done) {
      ObjectNode data = JsonNodeFactory.instance.objectNode().set(field.id(), value);
      return new Move.Write(
          record.formId(), Change.update(id, null, data), outcome -> new Move.Next(done.answer()));
    }
  }
}
