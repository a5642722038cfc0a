package io.originlock.lab;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@AnalyzeClasses(
    packages = ArchitectureTest.LAB,
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  static final String LAB = "io.originlock.lab";

  /** From the bottom up; packages in one row do not know each other. */
  private static final List<List<String>> ROWS =
      List.of(
          packages(""),
          packages("iam", "moto", "net", "terraform"),
          packages("alarms", "spread", "waf"),
          packages("model"),
          // The data plane and the control plane meet in the model alone.
          packages("control", "edge", "gate", "gateway"),
          packages("control.apigateway", "control.cloudfront", "control.waf", "ledger"),
          packages("control.iam", "load", "report"),
          packages("functions"),
          packages("schedule"),
          packages("aws"),
          packages("demo"));

  private static List<String> packages(String... names) {
    return Stream.of(names).map(name -> name.isEmpty() ? LAB : LAB + "." + name).toList();
  }

  @ArchTest
  static void packagesKnowThoseOfLowerRowsAlone(JavaClasses all) {
    List<String> below = new ArrayList<>();
    for (List<String> row : ROWS) {
      for (String one : row) {
        List<String> known = new ArrayList<>(below);
        known.add(one);
        classes()
            .that()
            .resideInAPackage(one)
            .should()
            .onlyDependOnClassesThat(
                resideOutsideOfPackage(LAB + "..")
                    .or(resideInAnyPackage(known.toArray(String[]::new))))
            .check(all);
      }
      below.addAll(row);
    }
  }

  /** A package without a row could know them all. */
  @ArchTest
  static void everyPackageHasItsRow(JavaClasses all) {
    assertThat(all.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()))
        .hasSameElementsAs(ROWS.stream().flatMap(List::stream).toList());
  }
}
