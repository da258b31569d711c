package dev.nacre.security;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Leads whatever is posted to the sign-in address, but is no sign-in, back to the sign-in page:
 * Quarkus fails on what is no form, and leaves a form without its fields to the user interface.
 */
@Singleton
final class SignInForm {
  private static final String ADDRESS = "/j_security_check";

  /** Before signing in. */
  private static final int FIRST = 900;

  /** After what signs in, before the user interface at 10000. */
  private static final int ORDER = 5_000;

  void register(@Observes Filters filters) {
    filters.register(SignInForm::check, FIRST);
  }

  void register(@Observes Router router) {
    router.route(ADDRESS).order(ORDER).handler(SignInForm::back);
  }

  private static void check(RoutingContext context) {
    var request = context.request();
    boolean signIn = ADDRESS.equals(request.path()) && request.method().equals(HttpMethod.POST);
    if (signIn && !isForm(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
      back(context);
    } else {
      context.next();
    }
  }

  private static boolean isForm(@Nullable String type) {
    return type != null
        && (type.startsWith("application/x-www-form-urlencoded")
            || type.startsWith("multipart/form-data"));
  }

  private static void back(RoutingContext context) {
    boolean tried = context.request().method().equals(HttpMethod.POST);
    context
        .response()
        .setStatusCode(303)
        .putHeader(HttpHeaders.LOCATION, tried ? "/login?error" : "/login")
        .end();
  }
}
