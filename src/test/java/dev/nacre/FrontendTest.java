package dev.nacre;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.vaadin.flow.component.dependency.CssImport;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Vaadin's ready front end serves us, and Vaadin's own build, which would notice what it lacks, is
 * off: it reads every class of every library, at every build.
 */
class FrontendTest {

  private static final Set<JavaClass> OURS =
      new ClassFileImporter()
              .withImportOption(new ImportOption.DoNotIncludeTests())
              .importPackages("dev.nacre")
              .stream()
              .collect(Collectors.toSet());

  @Test
  void ownsNoModuleThatSomebodyWouldHaveToBuild() {
    assertThat(OURS)
        .isNotEmpty()
        .noneMatch(
            ours ->
                Stream.of(JsModule.class, CssImport.class, NpmPackage.class)
                    .anyMatch(ours::isAnnotatedWith));
  }

  @Test
  void showsOnlyComponentsThatTheReadyFrontEndHas() throws IOException {
    Set<String> wanted = new TreeSet<>();
    OURS.stream()
        .flatMap(ours -> ours.getDirectDependenciesFromSelf().stream())
        .map(Dependency::getTargetClass)
        .filter(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage("dev.nacre..")))
        .distinct()
        .forEach(component -> modules(component).forEach(wanted::add));
    assertThat(wanted).hasSizeGreaterThan(10).allMatch(ready()::contains);
  }

  private static Stream<String> modules(JavaClass component) {
    return component.getAnnotations().stream()
        .flatMap(
            note ->
                switch (note.getRawType().getName()) {
                  case "com.vaadin.flow.component.dependency.JsModule" -> Stream.of(value(note));
                  case "com.vaadin.flow.component.dependency.JsModule$Container" ->
                      Stream.of((JavaAnnotation<?>[]) note.getExplicitlyDeclaredProperty("value"))
                          .map(FrontendTest::value);
                  default -> Stream.empty();
                });
  }

  /** As the ready front end names it: what a component brings in its own library goes by a path. */
  private static String value(JavaAnnotation<?> module) {
    return ((String) module.getExplicitlyDeclaredProperty("value"))
        .replaceFirst("^\\./", "Frontend/generated/jar-resources/");
  }

  private static Set<String> ready() throws IOException {
    try (InputStream stats =
        FrontendTest.class.getResourceAsStream("/META-INF/VAADIN/config/stats.json")) {
      return new JsonMapper()
          .readTree(stats)
          .get("bundleImports")
          .valueStream()
          .map(JsonNode::asString)
          .collect(Collectors.toSet());
    }
  }
}
