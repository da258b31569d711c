package dev.nacre.app;

import dev.nacre.security.Absences;
import dev.nacre.security.Contact;
import dev.nacre.security.Contacts;
import dev.nacre.security.Deputies;
import dev.nacre.security.Identities;
import dev.nacre.security.Members;
import dev.nacre.workflow.Directory;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;

/** Tells the workflow engine who there is. */
@Singleton
final class AppDirectory implements Directory {
  private final Members members;
  private final Identities identities;
  private final Contacts contacts;
  private final Absences absences;

  AppDirectory(Members members, Identities identities, Contacts contacts, Absences absences) {
    this.contacts = contacts;
    this.members = members;
    this.identities = identities;
    this.absences = absences;
  }

  @Override
  public Set<String> holders(String app, String role) {
    return Set.copyOf(members.holders(app, role));
  }

  @Override
  public Map<String, Contact> contacts(Set<String> users) {
    return contacts.of(users);
  }

  @Override
  public boolean exists(String user) {
    return identities.find(user).isPresent();
  }

  @Override
  public Set<String> roles(String app, String user) {
    return identities.find(user).map(who -> who.rolesIn(app)).orElse(Set.of());
  }

  @Override
  public Deputies deputies(LocalDate day) {
    return absences.on(day);
  }
}
