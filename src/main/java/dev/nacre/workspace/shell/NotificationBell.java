package dev.nacre.workspace.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import dev.nacre.designer.render.Formats;
import dev.nacre.workflow.Notification;
import dev.nacre.workflow.NotificationStore;
import dev.nacre.workflow.TaskEngine;
import dev.nacre.workflow.TaskQuery;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.Pulse;
import jakarta.enterprise.context.Dependent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Messages to the signed-in person, with the number of unread ones. */
@Dependent
public final class NotificationBell extends Div {
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final int SHOWN = 20;

  private final NotificationStore store;
  private final TaskEngine tasks;
  private final InstantSource clock;
  private final Span count = new Span();
  private final Popover popover = new Popover();
  private Optional<OpenApp> app = Optional.empty();

  NotificationBell(NotificationStore store, TaskEngine tasks, Pulse pulse, InstantSource clock) {
    this.store = store;
    this.tasks = tasks;
    this.clock = clock;
    addClassName("nacre-bell");
    var button = new Button(VaadinIcon.BELL_O.create());
    button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
    button.setAriaLabel(getTranslation("shell.notifications"));
    count.addClassName("nacre-count");
    count.getElement().setAttribute("aria-live", "polite");
    add(button, count);
    popover.setTarget(button);
    popover.setPosition(PopoverPosition.BOTTOM_END);
    popover.setAriaLabel(getTranslation("shell.notifications"));
    popover.addOpenedChangeListener(
        change -> {
          if (change.isOpened()) {
            list();
          }
        });
    pulse.watch(this, EVERY, this::unread, this::show);
    setVisible(false);
  }

  /** Shows the messages of that app from now on. */
  void follow(OpenApp open) {
    app = Optional.of(open);
    setVisible(true);
    show(unread());
  }

  private int unread() {
    return app.map(a -> store.unread(a.forms(), a.who())).orElse(0);
  }

  private void show(int unread) {
    count.setText(unread > 99 ? "99+" : String.valueOf(unread));
    count.setVisible(unread > 0);
  }

  private void list() {
    popover.removeAll();
    app.ifPresent(this::list);
  }

  private void list(OpenApp open) {
    List<Notification> found = store.list(open.forms(), SHOWN, null, open.who()).notifications();
    var box = new Div(new H3(getTranslation("shell.notifications")));
    box.addClassName("nacre-notifications");
    if (found.isEmpty()) {
      var empty = new Span(getTranslation("shell.notifications.none"));
      empty.addClassName("nacre-quiet");
      box.add(empty);
    }
    found.forEach(notification -> box.add(item(notification, open)));
    if (found.stream().anyMatch(notification -> !notification.read())) {
      var all =
          new Button(
              getTranslation("shell.notifications.read_all"),
              click -> {
                store.readAll(open.forms(), open.who());
                show(0);
                list();
              });
      all.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
      box.add(all);
    }
    popover.add(box);
  }

  private Button item(Notification notification, OpenApp open) {
    var title = new Span();
    title.setText(
        (notification.title() != null ? notification.title() : notification.text())
            .in(getLocale()));
    var text = new Span();
    text.setText(notification.title() == null ? "" : notification.text().in(getLocale()));
    var when = new Span(Formats.ago(notification.createdAt(), clock.instant(), getLocale()));
    when.addClassName("nacre-quiet");
    var button = new Button(new Div(title, text, when), click -> open(notification, open));
    button.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    button.addClassName(notification.read() ? "read" : "unread");
    return button;
  }

  private void open(Notification notification, OpenApp open) {
    store.read(open.forms(), notification.id(), open.who());
    show(unread());
    popover.close();
    if (notification.incident() != null && notification.instance() != null) {
      UI.getCurrent().navigate(Addresses.running(open.address(), notification.instance()));
    } else if (notification.form() != null && notification.record() != null) {
      UI.getCurrent().navigate(about(open, notification.form(), notification.record()));
    }
  }

  /** The task of that record that waits for the person, which shows the record; else the record. */
  private String about(OpenApp open, String form, UUID record) {
    var waits = TaskQuery.own().about(record).soonest().limit(1);
    return tasks.list(open.forms(), waits, open.who()).tasks().stream()
        .findFirst()
        .map(task -> Addresses.task(open.address(), task.id()))
        .orElseGet(() -> Addresses.record(open.address(), form, record));
  }
}
