package dev.nacre.app;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The row of a published version; written once. */
@Entity
@Table(schema = "nacre", name = "app_version")
@IdClass(VersionRow.Key.class)
class VersionRow extends PanacheEntityBase {
  @Id String app = "";
  @Id int number;
  String hash = "";
  byte[] files = {};
  @Nullable String note;

  @Column(name = "created_at")
  @Nullable Instant createdAt;

  @Column(name = "created_by")
  String createdBy = "";

  record Key(String app, int number) implements Serializable {}
}
