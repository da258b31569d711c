package dev.nacre.record.print;

/**
 * The names that a template begins with: the record's own, and some of the surroundings.
 *
 * @param now the moment of printing, as text
 */
record PrintRoot(PrintRow record, String app, String user, String now, boolean zh) {
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
      default -> "";
    };
  }
}
