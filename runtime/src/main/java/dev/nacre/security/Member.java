package dev.nacre.security;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** The row that says: this user holds this role of this app. */
@Entity
@Table(schema = "nacre", name = "member")
@IdClass(Member.Key.class)
class Member extends PanacheEntityBase {
  @Id String app = "";
  @Id String role = "";

  @Id
  @Column(name = "user_id")
  String userId = "";

  /** Whether the provider gave it; then it also takes it. */
  boolean provided;

  /** What says which one it is. */
  record Key(String app, String role, String userId) implements Serializable {}

  static Member of(String app, String role, String userId) {
    var member = new Member();
    member.app = app;
    member.role = role;
    member.userId = userId;
    return member;
  }
}
