package dev.nacre.record.print;

import java.util.AbstractList;
import java.util.List;

/** All that the printed record holds; {@code holds.stock} is what it holds of the form stock. */
final class PrintHolds extends AbstractList<PrintHold> {
  private final List<PrintHold> all;

  PrintHolds(List<PrintHold> all) {
    this.all = List.copyOf(all);
  }

  /** What is held of that form; nothing when it is none that anything is held of. */
  List<PrintHold> of(String form) {
    return all.stream().filter(hold -> hold.form().equals(form)).toList();
  }

  @Override
  public PrintHold get(int index) {
    return all.get(index);
  }

  @Override
  public int size() {
    return all.size();
  }
}
