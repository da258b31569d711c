package dev.nacre.app;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The row of an app. */
@Entity
@Table(schema = "nacre", name = "app")
class AppRow extends PanacheEntityBase {
  @Id String id = "";

  @Column(name = "created_by")
  String createdBy = "";
}
