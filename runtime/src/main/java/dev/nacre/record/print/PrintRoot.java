package dev.nacre.record.print;

/**
 * The names that a template begins with: the record's own, and some of the surroundings.
 *
 * @param now the moment of printing, as text
 * @param sheet where to see whether the version on the paper holds
 * @param checksum of that version; empty where there is none to see
 */
record PrintRoot(
    PrintRow record,
    String app,
    String user,
    String now,
    boolean zh,
    String sheet,
    String checksum) {
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
      default -> "";
    };
  }
}
