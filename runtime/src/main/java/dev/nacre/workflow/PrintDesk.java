package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.event.InHouse;
import dev.nacre.event.OutboxSender;
import dev.nacre.event.OutboxTurn;
import dev.nacre.event.Sending;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Attachment;
import dev.nacre.record.Forms;
import dev.nacre.record.FormsRegistry;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.print.PrintEngine;
import dev.nacre.record.print.PrintRegistry;
import dev.nacre.record.print.PrintShelf;
import dev.nacre.security.Identity;
import jakarta.inject.Singleton;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Lays out what steps want printed, while no transaction is open. A document goes to the print
 * service before it is kept: what the service refuses leaves no file behind.
 */
@Singleton
final class PrintDesk implements InHouse {
  /** Longer documents can be kept, but aren't sent to a service, in bytes. */
  private static final int LARGEST = 8 << 20;

  private final PrintEngine prints;
  private final PrintRegistry templates;
  private final PrintShelf shelf;
  private final FormsRegistry forms;
  private final OutboxSender partners;

  PrintDesk(
      PrintEngine prints,
      PrintRegistry templates,
      PrintShelf shelf,
      FormsRegistry forms,
      OutboxSender partners) {
    this.prints = prints;
    this.templates = templates;
    this.shelf = shelf;
    this.forms = forms;
    this.partners = partners;
  }

  @Override
  public String id() {
    return PrintJob.DESK;
  }

  @Override
  public Sending send(OutboxTurn turn) {
    PrintJob job = PrintJob.read(turn.input());
    Forms served = forms.version(turn.app(), job.version());
    Identity who = Identity.engine(job.actor());
    PrintEngine.Output output;
    try {
      output =
          prints.print(
              templates.prints(turn.app(), job.version()),
              served,
              job.form(),
              turn.operation(),
              List.of(job.record()),
              who,
              Locale.forLanguageTag(job.language()));
    } catch (NotFoundException e) {
      return new Sending.Refused(e.problems());
    }
    PrintEngine.Printed printed = output.results().getFirst();
    byte[] pdf = output.pdf();
    if (pdf == null) {
      Problem why = printed.problem();
      return new Sending.Refused(
          List.of(why == null ? Problem.at("", "print_failed", turn.operation()) : why));
    }
    String name = turn.operation() + " " + printed.title();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    if (job.via() != null) {
      if (pdf.length > LARGEST) {
        return Sending.refused("print_too_large", pdf.length >> 20, LARGEST >> 20);
      }
      Sending sent = partners.send(toService(turn, job, name, pdf));
      if (!(sent instanceof Sending.Sent(JsonNode said))) {
        return sent;
      }
      answer.set("answer", said);
    }
    Attachment file = shelf.keep(served, job.form(), job.record(), name, pdf, who);
    answer
        .putObject("file")
        .put("id", file.id())
        .put("name", file.name())
        .put("type", file.type())
        .put("size", file.size());
    return new Sending.Sent(answer);
  }

  /** The same entry as the print service gets it, under the same key at every attempt. */
  private static OutboxTurn toService(OutboxTurn turn, PrintJob job, String name, byte[] pdf) {
    @Nullable String via = job.via();
    ObjectNode input =
        JsonNodeFactory.instance
            .objectNode()
            .put("title", name)
            .put("copies", job.copies())
            .put("type", "application/pdf")
            .put("content", Base64.getEncoder().encodeToString(pdf));
    return new OutboxTurn(
        turn.id(),
        turn.lease(),
        turn.app(),
        String.valueOf(via),
        String.valueOf(job.operation()),
        turn.idempotencyKey(),
        turn.attempt(),
        turn.tries(),
        turn.repeatable(),
        input,
        turn.createdAt(),
        turn.about(),
        turn.cause());
  }
}
