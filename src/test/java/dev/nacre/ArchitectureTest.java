package dev.nacre;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.nacre.kind.Kind;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The rules of the house: which package may know which. docs/adr/0001 says why. */
@AnalyzeClasses(packages = "dev.nacre", importOptions = ArchitectureTest.NoTests.class)
class ArchitectureTest {

  /** In this order; a package may use only those before it. */
  private static final List<String> ENGINE =
      List.of(
          "metadata",
          "kind",
          "storage",
          "expression",
          "security",
          "event",
          "record",
          "connector",
          "workflow",
          "dashboard",
          "app",
          "rest");

  private static final String DESIGNER = "designer";

  /** Side by side, above everything. */
  private static final List<String> APPLICATION = List.of("server", "workspace", "page");

  private static final List<String> ALL =
      Stream.of(ENGINE, List.of(DESIGNER), APPLICATION).flatMap(List::stream).toList();

  /** Where a file is a kind. */
  private static final String[] KINDS = {
    "dev.nacre.record.field..",
    "dev.nacre.workflow.step..",
    "dev.nacre.workflow.trigger..",
    "dev.nacre.dashboard.widget..",
    "dev.nacre.connector.*.."
  };

  @ArchTest
  static void usesOnlyPackagesBeforeIt(JavaClasses classes) {
    for (int i = 0; i < ALL.indexOf(APPLICATION.getFirst()); i++) {
      noClasses()
          .that()
          .resideInAPackage(below(ALL.get(i)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(below(ALL.subList(i + 1, ALL.size())))
          .allowEmptyShould(true)
          .check(classes);
    }
  }

  @ArchTest
  static final ArchRule everyPackageHasItsPlace =
      classes()
          .should()
          .resideInAnyPackage(below(ALL))
          .because("a new package goes into the list, at the place that says who may use it");

  @ArchTest
  static final ArchRule packagesDoNotGoInCircles =
      slices().matching("dev.nacre.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theEngineKnowsNoVaadin =
      noClasses()
          .that()
          .resideInAnyPackage(below(ENGINE))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.vaadin..");

  @ArchTest
  static final ArchRule metadataIsPlain =
      classes()
          .that()
          .resideInAPackage("dev.nacre.metadata..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                      "dev.nacre.metadata..",
                      "java..",
                      "com.fasterxml.jackson..",
                      "tools.jackson..",
                      "com.networknt..",
                      "org.jspecify..")
                  .and(not(resideInAnyPackage("java.net.http..", "java.sql.."))));

  @ArchTest
  static final ArchRule enginesNameNoKind =
      noClasses()
          .that()
          .resideInAnyPackage(below(ENGINE))
          .and()
          .resideOutsideOfPackages(KINDS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(KINDS);

  /** A kind may use what its package shares, but no other kind. */
  @ArchTest
  static void kindsDoNotKnowEachOther(JavaClasses classes) {
    for (JavaClass kind : classes.that(isKind())) {
      classes()
          .that(partOf(kind))
          .should()
          .onlyDependOnClassesThat(not(partOfAKind()).or(partOf(kind)))
          .check(classes);
    }
  }

  @ArchTest
  static final ArchRule connectorsDoNotKnowEachOther =
      slices()
          .matching("dev.nacre.connector.(*)..")
          .should()
          .notDependOnEachOther()
          .allowEmptyShould(true);

  @ArchTest
  static void internalPackagesAreNobodyElses(JavaClasses classes) {
    for (JavaClass inside : classes.that(resideInAPackage("..internal.."))) {
      String name = inside.getPackageName();
      String owner = name.substring(0, name.indexOf(".internal"));
      noClasses()
          .that()
          .resideOutsideOfPackage(owner + "..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName(inside.getName())
          .check(classes);
    }
  }

  /** Elsewhere it would never be found: dev.nacre.rest.FormPath says why. */
  @ArchTest
  static void whatLiesUnderAFormIsInAClassWithItsPath(JavaClasses classes) {
    assertThat(
            classes.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(Path.class))
                .filter(m -> m.getAnnotationOfType(Path.class).value().contains("/forms/{form}")))
        .isEmpty();
  }

  @ArchTest
  static final ArchRule namesSayWhatAClassDoes =
      noClasses().should().haveNameMatching(".*(Manager|Helper|Util|Utils|Impl|Data)");

  /** Each package says its job, and that nothing in it is null unless marked. */
  @ArchTest
  static void everyPackageIntroducesItself(JavaClasses classes) {
    assertThat(classes.stream().map(JavaClass::getPackage).distinct())
        .filteredOn(named -> !named.isAnnotatedWith(NullMarked.class))
        .isEmpty();
  }

  private static String below(String name) {
    return "dev.nacre." + name + "..";
  }

  private static String[] below(List<String> names) {
    return names.stream().map(ArchitectureTest::below).toArray(String[]::new);
  }

  /** What several kinds share is an abstract class, and none itself. */
  private static DescribedPredicate<JavaClass> isKind() {
    return resideInAnyPackage(KINDS)
        .and(assignableTo(Kind.class))
        .and(not(modifier(JavaModifier.ABSTRACT)));
  }

  private static DescribedPredicate<JavaClass> partOfAKind() {
    return DescribedPredicate.describe("part of a kind", c -> isKind().test(outermost(c)));
  }

  private static DescribedPredicate<JavaClass> partOf(JavaClass kind) {
    return DescribedPredicate.describe(
        "part of " + kind.getSimpleName(), c -> outermost(c).equals(kind));
  }

  private static JavaClass outermost(JavaClass of) {
    return of.getEnclosingClass().map(ArchitectureTest::outermost).orElse(of);
  }

  static final class NoTests implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/") && !location.contains("-tests.jar");
    }
  }
}
