package dev.nacre.workspace.shell;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.component.page.Viewport;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.shared.ui.Transport;
import com.vaadin.flow.theme.lumo.Lumo;

/**
 * The page that every screen lives in. Requests stay plain HTTP, so that each carries the signed-in
 * person; only what the server has to tell goes over the socket.
 */
@Push(transport = Transport.WEBSOCKET_XHR)
@StyleSheet(Lumo.STYLESHEET)
@StyleSheet(Lumo.COMPACT_STYLESHEET)
@StyleSheet("context://nacre/theme.css")
@Viewport("width=device-width, initial-scale=1, viewport-fit=cover")
public final class NacreShell implements AppShellConfigurator {
  @Override
  public void configurePage(AppShellSettings settings) {
    settings.setPageTitle("Nacre");
    settings.addFavIcon("icon", "nacre/icon.svg", "any");
  }
}
