package dev.nacre.workflow;

/** What a kind may ask while its settings are compiled. */
public final class CompileContext {
  CompileContext() {}
}
