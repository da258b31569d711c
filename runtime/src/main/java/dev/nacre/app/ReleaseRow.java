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

/** The row that says which version is served; part 0 serves everybody whom no other part takes. */
@Entity
@Table(schema = "nacre", name = "release")
@IdClass(ReleaseRow.Key.class)
class ReleaseRow extends PanacheEntityBase {
  @Id String app = "";
  @Id String environment = "";
  @Id int part;
  int version;

  @Column(name = "released_at")
  @Nullable Instant releasedAt;

  @Column(name = "released_by")
  String releasedBy = "";

  record Key(String app, String environment, int part) implements Serializable {}
}
