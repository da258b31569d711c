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

/** The row of one file of a draft. */
@Entity
@Table(schema = "nacre", name = "app_file")
@IdClass(FileRow.Key.class)
class FileRow extends PanacheEntityBase {
  @Id String app = "";
  @Id String path = "";
  String content = "";

  @Column(name = "updated_at")
  @Nullable Instant updatedAt;

  @Column(name = "updated_by")
  String updatedBy = "";

  record Key(String app, String path) implements Serializable {}
}
