package io.originlock;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

@AnalyzeClasses(packages = "io.originlock", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] GATES = {
    "io.originlock.apikey..",
    "io.originlock.webacl..",
    "io.originlock.validation..",
    "io.originlock.signature.."
  };

  @ArchTest static final ArchRule valuesKnowNothingButTheJdk = knowsOnly("model");

  @ArchTest static final ArchRule portsSpeakInValues = knowsOnly("port", "model", "finding");

  /** Facts are judged without AWS, and whoever reads them. */
  @ArchTest static final ArchRule factsKnowNothingButTheJdk = knowsOnly("survey");

  /** Gates and the audit share these readings: they serve all, and know none. */
  @ArchTest
  static final ArchRule readingsOfApisKnowNoGate =
      classes()
          .that()
          .resideInAPackage("io.originlock.apigateway..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.originlock.apigateway..",
              "io.originlock.aws..",
              "io.originlock.survey..",
              "io.originlock.model..",
              "software.amazon.awssdk..",
              "com.fasterxml.jackson..",
              "java..");

  /** Rotations are reasoned about, and tested, without AWS. */
  @ArchTest
  static final ArchRule rulesKnowNothingButPortsAndValues =
      knowsOnly("engine", "port", "model", "finding");

  @ArchTest static final ArchRule findingsKnowNothingButTheJdk = knowsOnly("finding");

  /** What a finding says is settled without a call to AWS. */
  @ArchTest
  static final ArchRule judgesKnowNothingButFacts =
      knowsOnly("examine", "survey", "finding", "model");

  /** An adapter serves a port; how a lock is led is none of its business. */
  @ArchTest
  static final ArchRule onlyTheHandlerSeesTheEngine =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.originlock.engine..", "io.originlock.handler..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.originlock.engine..");

  /** Two functions carry it, and one of them starts while a viewer waits. */
  @ArchTest
  static final ArchRule theSignatureKnowsNothingButTheJdk =
      classes()
          .that()
          .resideInAPackage("io.originlock.signing..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.originlock.signing..", "java..", "javax.crypto..");

  @ArchTest
  static final ArchRule onlyAdaptersSeeTheSdk =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.originlock.aws..",
              "io.originlock.apigateway..",
              "io.originlock.state..",
              "io.originlock.cloudfront..",
              "io.originlock.apikey..",
              "io.originlock.webacl..",
              "io.originlock.validation..",
              "io.originlock.signature..",
              "io.originlock.audit..",
              "io.originlock.handler..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk..");

  /** One class speaks to Parameter Store, so that each of its requests and errors stands once. */
  @ArchTest
  static final ArchRule onlyOneClassSpeaksToParameterStore =
      noClasses()
          .that()
          .haveNameNotMatching("io\\.originlock\\.aws\\.(AwsClients|ParameterStore.*)")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk.services.ssm..");

  /** A gate can be added, or left out, without the others. */
  @ArchTest
  static final ArchRule adaptersDoNotKnowEachOther =
      slices()
          .matching(
              "io.originlock.(state|cloudfront|apikey|webacl|validation|signature|probe|metrics)..")
          .should()
          .notDependOnEachOther();

  /** A kind of gate is added in its own package and in the registry. */
  @ArchTest
  static final ArchRule onlyTheRegistryNamesGates =
      noClasses()
          .that()
          .resideOutsideOfPackages(GATES)
          .and()
          .doNotHaveFullyQualifiedName("io.originlock.handler.Gates")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(GATES);

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("io.originlock.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule nobodyDependsOnTheHandler =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.originlock.handler..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.originlock.handler..");

  private static ArchRule knowsOnly(String... packages) {
    String[] known =
        Stream.concat(Stream.of("java.."), Stream.of(packages).map(each -> "io.originlock." + each))
            .toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage("io.originlock." + packages[0])
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(known);
  }
}
