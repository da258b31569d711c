package dev.nacre.connector;

import dev.nacre.security.TokenStore;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** For connectors that need none; whoever asks for one has found a mistake. */
public final class NoTokens implements TokenStore {
  private static IllegalStateException nobodyAsks() {
    return new IllegalStateException("no connector of this test has a token");
  }

  @Override
  public Optional<Token> find(Holder holder) {
    throw nobodyAsks();
  }

  @Override
  public boolean take(Holder holder, UUID owner, Duration hold) {
    throw nobodyAsks();
  }

  @Override
  public void give(Holder holder, UUID owner, Token token) {
    throw nobodyAsks();
  }

  @Override
  public void drop(Holder holder, UUID owner) {
    throw nobodyAsks();
  }

  @Override
  public void leave(Holder holder, UUID owner) {
    throw nobodyAsks();
  }
}
