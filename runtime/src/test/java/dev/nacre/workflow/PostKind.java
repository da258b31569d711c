package dev.nacre.workflow;

import dev.nacre.connector.PushKind;

/** Something that others post to; what they post is put into the inbox by the test. */
final class PostKind implements PushKind<PostKind.Settings> {
  /** Nothing to set. */
  record Settings() {}

  @Override
  public String id() {
    return "post";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public Delivery receive(Settings settings, Request request) {
    throw new UnsupportedOperationException(request.app());
  }
}
