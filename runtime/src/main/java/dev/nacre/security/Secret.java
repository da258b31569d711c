package dev.nacre.security;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The row of a sealed secret. */
@Entity
@Table(schema = "nacre", name = "secret")
@IdClass(Secret.Key.class)
class Secret extends PanacheEntityBase {
  @Id String app = "";
  @Id String name = "";
  byte[] wrapped = {};
  byte[] sealed = {};

  @Column(name = "updated_at")
  @Nullable Instant updatedAt;

  @Column(name = "updated_by")
  String updatedBy = "";

  record Key(String app, String name) implements Serializable {}
}
