package dev.nacre.security;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The row of a local account. */
@Entity
@Table(schema = "nacre", name = "user_account")
class UserAccount extends PanacheEntityBase {
  @Id String id = "";
  String name = "";

  @Column(name = "password_hash")
  @Nullable String passwordHash;

  /** Null for a local account. */
  @Nullable String subject;

  @Column(name = "roles_at")
  @Nullable Instant rolesAt;

  @Nullable String email;
  @Nullable String phone;
  boolean administrator;
  boolean active = true;
  boolean demo;

  @Column(name = "created_at", insertable = false, updatable = false)
  @Nullable Instant createdAt;

  Account account() {
    return new Account(id, name, administrator, active, demo, subject != null);
  }
}
