package dev.nacre.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;

/** The log as one JSON object a line, when {@code NACRE_LOG=json} asks for it. */
@Singleton
final class LogLines {
  private final boolean wanted;

  LogLines(@ConfigProperty(name = "nacre.log", defaultValue = "text") String form) {
    this.wanted = form.equals("json");
  }

  void start(@Observes StartupEvent event) {
    if (wanted) {
      for (Handler handler : Logger.getLogger("").getHandlers()) {
        use(handler);
      }
    }
  }

  private static void use(Handler handler) {
    handler.setFormatter(new Lines());
    if (handler instanceof ExtHandler outer) {
      for (Handler inner : outer.getHandlers()) {
        use(inner);
      }
    }
  }

  /** Time, level, logger, message, what the request is known by, and the failure with its trace. */
  static final class Lines extends ExtFormatter {
    @Override
    public String format(ExtLogRecord entry) {
      ObjectNode line = Json.MAPPER.createObjectNode();
      line.put("time", Instant.ofEpochMilli(entry.getMillis()).toString());
      line.put("level", entry.getLevel().getName());
      line.put("logger", entry.getLoggerName());
      line.put("message", formatMessage(entry));
      entry.getMdcCopy().forEach((key, value) -> line.put(key, String.valueOf(value)));
      if (entry.getThrown() != null) {
        var trace = new StringWriter();
        entry.getThrown().printStackTrace(new PrintWriter(trace));
        line.put("error", trace.toString());
      }
      return Json.write(line) + "\n";
    }
  }
}
