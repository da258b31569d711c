package dev.nacre.expression;

import java.util.Set;
import java.util.TreeSet;

/** Collects what an expression reads, while it is compiled. */
final class Uses {
  /** How a line's formula says that a name is the record's. */
  private static final String RECORD = "record.";

  private final Set<String> reads = new TreeSet<>();
  private final Set<String> crosses = new TreeSet<>();
  private final Set<String> lineReads = new TreeSet<>();
  private boolean needsRow;
  private boolean looksUp;

  /** A path that is read. */
  void path(Path path) {
    String prefix = prefix(path);
    if (path.base() != Path.Base.OLD) {
      reads.add(prefix + path.first().id());
    }
    var link = new StringBuilder(prefix);
    for (Shape.Name hop : path.hops()) {
      crosses.add(link.append(hop.id()).toString());
      link.append('.');
    }
    if (path.last().derived()) {
      crosses.add(link.append(path.last().id()).toString());
    }
  }

  /** What was read within the lines of that table. */
  void within(Path table, Uses lines) {
    path(table);
    String prefix = prefix(table);
    for (String read : lines.reads) {
      if (read.startsWith(RECORD)) {
        reads.add(prefix + read.substring(RECORD.length()));
      } else {
        lineReads.add(table.last().id() + "." + read);
      }
    }
    for (String link : lines.crosses) {
      crosses.add(
          prefix
              + (link.startsWith(RECORD)
                  ? link.substring(RECORD.length())
                  : table.last().id() + "." + link));
    }
    needsRow |= lines.needsRow;
    looksUp |= lines.looksUp;
  }

  /** What was read of the records that several links point to. */
  void linked(Path links, Uses far) {
    path(links);
    var link = new StringBuilder(prefix(links));
    links.hops().forEach(hop -> link.append(hop.id()).append('.'));
    link.append(links.last().id());
    crosses.add(link.toString());
    for (String read : far.reads) {
      if (read.startsWith(RECORD)) {
        reads.add(prefix(links) + read.substring(RECORD.length()));
      }
    }
    for (String further : far.crosses) {
      crosses.add(
          further.startsWith(RECORD)
              ? prefix(links) + further.substring(RECORD.length())
              : link + "." + further);
    }
    needsRow |= far.needsRow;
    looksUp |= far.looksUp;
  }

  private static String prefix(Path path) {
    return path.base() == Path.Base.PARENT ? RECORD : "";
  }

  /** A formula beside a condition, whose value may depend on the row. */
  void formula(Uses uses) {
    reads.addAll(uses.reads);
    crosses.addAll(uses.crosses);
    lineReads.addAll(uses.lineReads);
    needsRow |= !uses.reads.isEmpty() || uses.needsRow;
    looksUp |= uses.looksUp;
  }

  /** Something that only a loaded row can answer. */
  void row() {
    needsRow = true;
  }

  /** Other forms are asked. */
  void lookup() {
    looksUp = true;
  }

  /** Whether other forms are asked. */
  boolean looksUp() {
    return looksUp;
  }

  /** Whether SQL can't tell it. */
  boolean needsRow() {
    return needsRow;
  }

  Set<String> reads() {
    return Set.copyOf(reads);
  }

  Set<String> lineReads() {
    return Set.copyOf(lineReads);
  }

  Set<String> crosses() {
    return Set.copyOf(crosses);
  }
}
