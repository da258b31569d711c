package dev.nacre.rest;

/**
 * Where the resources of a form are. Each of them has it as the path of its class: what a request
 * means is looked for among the classes first, by the longest text before a parameter, and then in
 * that one alone. Were it a path that all share, each call would be tried with all that there is.
 * So whatever lies under a form belongs into a class with this path; elsewhere it isn't found.
 */
final class FormPath {
  static final String FORM = "/api/v1/apps/{app}/forms/{form}";

  private FormPath() {}
}
