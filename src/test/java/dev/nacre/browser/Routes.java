package dev.nacre.browser;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import java.util.ArrayList;
import java.util.List;

/** Every screen that somebody may not see without signing in, found in the class files. */
final class Routes {
  private Routes() {}

  static List<String> closed() {
    // what isn't ours says nothing about our screens, and is most of what there would be to read
    return ArchConfiguration.withThreadLocalScope(
        configuration -> {
          configuration.setResolveMissingDependenciesFromClassPath(false);
          return read();
        });
  }

  private static List<String> read() {
    var routes = new ArrayList<String>();
    for (JavaClass screen :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.nacre")) {
      if (screen.isAnnotatedWith(AnonymousAllowed.class)) {
        continue;
      }
      for (JavaAnnotation<JavaClass> annotation : screen.getAnnotations()) {
        String type = annotation.getRawType().getName();
        if (type.equals(Route.class.getName()) || type.equals(RouteAlias.class.getName())) {
          routes.add(filled(annotation.get("value").map(Object::toString).orElse("")));
        }
      }
    }
    return routes;
  }

  private static String filled(String template) {
    return "/"
        + template
            .replace("/:view?", "")
            .replace("/:path*", "")
            .replace(":app", "order_hub")
            .replace(":form", "order")
            .replaceAll(":id.*", "00000000-0000-7000-8000-000000000000");
  }
}
