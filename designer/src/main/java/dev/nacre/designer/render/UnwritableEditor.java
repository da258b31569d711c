package dev.nacre.designer.render;

/** Stands where the others are written, and nobody can write it. */
abstract sealed class UnwritableEditor implements FieldEditor permits GivenEditor, ShownEditor {
  @Override
  public final void onChange(Runnable listener) {
    // it never changes by hand
  }

  @Override
  public final boolean writable() {
    return false;
  }

  @Override
  public final void readOnly(boolean readOnly) {
    // always
  }

  @Override
  public final void required(boolean required) {
    // what the engine gives is there or not
  }
}
