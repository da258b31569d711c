package dev.nacre.security;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The row of an API key; the key itself is kept nowhere. */
@Entity
@Table(schema = "nacre", name = "api_key")
class ApiKey extends PanacheEntityBase {
  @Id String hash = "";
  @Nullable UUID id;

  @Column(name = "user_id")
  String userId = "";

  String name = "";

  @Column(name = "expires_at")
  @Nullable Instant expiresAt;
}
