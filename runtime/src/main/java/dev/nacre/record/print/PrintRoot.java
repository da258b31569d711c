package dev.nacre.record.print;

import java.util.function.Supplier;

/**
 * The names that a template begins with: the record's own, and some of the surroundings.
 *
 * @param now the moment of printing, as text
 * @param sheet where to see whether the version on the paper holds
 * @param checksum of that version; empty where there is none to see
 * @param holds what the record holds of counted ones; looked up when a template asks
 */
record PrintRoot(
    PrintRow record,
    String app,
    String user,
    String now,
    boolean zh,
    String sheet,
    String checksum,
    Supplier<PrintHolds> holds) {
  Object get(String name) {
    if (record.has(name)) {
      return record.get(name);
    }
    return switch (name) {
      case "record" -> record;
      case "app" -> app;
      case "user" -> user;
      case "now" -> now;
      case "zh" -> zh;
      case "sheet" -> sheet;
      case "checksum" -> checksum;
      case "holds" -> holds.get();
      default -> "";
    };
  }
}
