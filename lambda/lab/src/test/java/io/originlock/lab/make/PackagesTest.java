package io.originlock.lab.make;

import static io.originlock.lab.make.Checkout.AUTHORIZER;
import static io.originlock.lab.make.Checkout.EDGE;
import static io.originlock.lab.make.Checkout.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.make.Checkout.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When {@code make} builds packages, and what of. */
class PackagesTest {
  @TempDir Path folder;
  private Checkout checkout;

  @BeforeEach
  void checkOut() throws Exception {
    checkout = new Checkout(folder);
  }

  /** The packages that were built since the last call. */
  private List<String> built() throws IOException {
    List<String> maven = checkout.calls("mvn");
    assertThat(maven.size()).isLessThan(2);
    String jars = String.join("", maven).replaceAll(".*\\[-pl]\\[([^]]*)].*", "$1");
    boolean edge = !checkout.calls("jar").isEmpty();
    return List.of((jars + (edge ? ",edge" : "")).replaceAll("^,", "").split(",")).stream()
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private Path file(String name) {
    return checkout.root().resolve(name);
  }

  @Test
  void aSecondTimeNothingIsBuilt() throws Exception {
    assertThat(checkout.make("package").status()).isZero();
    assertThat(built()).containsExactly("rotation", "authorizer", "edge");

    assertThat(checkout.make("package").status()).isZero();
    assertThat(checkout.make("plan", "TF_ARGS=-var=gate={signature={}}").status()).isZero();
    assertThat(built()).isEmpty();
  }

  @Test
  void aChangeMakesWhatIsMadeOfItStale() throws Exception {
    checkout.make("package");
    Map<String, String> expected =
        Map.ofEntries(
            Map.entry("lambda/rotation/src/main/java/A.java", "worker"),
            Map.entry("lambda/rotation/src/main/resources/new.txt", "worker"),
            Map.entry("lambda/rotation/pom.xml", "worker"),
            Map.entry("lambda/testing/pom.xml", "worker"),
            Map.entry("lambda/authorizer/src/main/java/B.java", "authorizer"),
            Map.entry("lambda/signing/src/main/java/A.java", "worker authorizer"),
            Map.entry("lambda/signing/pom.xml", "worker authorizer"),
            Map.entry("lambda/pom.xml", "worker authorizer"),
            Map.entry("lambda/.mvn/jvm.config", "worker authorizer"),
            Map.entry("lambda/edge-signer/canonical.mjs", "edge"),
            Map.entry("scripts/package.sh", "worker authorizer edge"),
            Map.entry("lambda/edge-signer/test/a.test.mjs", ""),
            Map.entry("lambda/rotation/src/test/java/ATest.java", ""),
            Map.entry("lambda/testing/src/main/java/A.java", ""),
            Map.entry("terraform/main.tf", ""));
    for (Map.Entry<String, String> change : expected.entrySet()) {
      Path path = file(change.getKey());
      Files.createDirectories(path.getParent());
      boolean there = Files.exists(path);
      String content = there ? Files.readString(path) : "";
      Files.writeString(path, content + (path.toString().endsWith(".xml") ? "<!-- -->" : "\n# 1"));

      assertThat(stale()).as(change.getKey()).isEqualTo(change.getValue());

      if (there) {
        Files.writeString(path, content);
      } else {
        Files.delete(path);
      }
    }
    assertThat(stale()).isEmpty();
  }

  private String stale() throws Exception {
    Outcome outcome =
        checkout.run(
            checkout.root(),
            "bash",
            "-c",
            "source scripts/common.sh; scripts/package-sources.py stale");
    assertThat(outcome.err()).isEmpty();
    return outcome.out().lines().map(line -> line.split(" ")[0]).collect(Collectors.joining(" "));
  }

  @Test
  void aDeletedSourceIsInNoPackage() throws Exception {
    checkout.write("check out/lambda/signing/src/main/java/Old.java", "class Old {}");
    checkout.make("package");
    assertThat(file(AUTHORIZER)).content().contains("Old");
    Files.delete(file("lambda/signing/src/main/java/Old.java"));

    checkout.make("package");

    assertThat(file(AUTHORIZER)).content().doesNotContain("Old");
    assertThat(file(WORKER)).content().doesNotContain("Old");
  }

  @Test
  void timesCountForNothing() throws Exception {
    Path source = file("lambda/rotation/src/main/java/A.java");
    String old = Files.readString(source);
    checkout.make("package");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(99)));
    built();
    checkout.make("package");
    assertThat(built()).isEmpty();

    Files.writeString(source, "class Newer {}");
    checkout.make("package");
    Files.writeString(source, old);
    Files.setLastModifiedTime(source, FileTime.fromMillis(0));
    checkout.make("package");

    assertThat(file(WORKER)).content().contains(old).doesNotContain("Newer");
  }

  @Test
  void aPackageThatSomethingElseBuiltIsBuiltAgain() throws Exception {
    checkout.make("package");
    built();
    checkout.write("check out/" + WORKER, "made by mvn, of other sources");

    checkout.make("plan");

    assertThat(built()).containsExactly("rotation");
    assertThat(file(WORKER)).content().contains("class A");
  }

  @Test
  void afterABuildThatFailedTheNextOneBuilds() throws Exception {
    checkout.make("package");
    built();
    checkout.write("check out/lambda/rotation/src/main/java/A.java", "class New {}");
    checkout.write("broken", "");
    assertThat(checkout.make("package").status()).isNotZero();
    built();
    Files.delete(checkout.path("broken"));

    assertThat(checkout.make("package").status()).isZero();
    assertThat(built()).containsExactly("rotation");
  }

  @Test
  void aNamedPackageStartsNoMaven() throws Exception {
    assertThat(checkout.make("plan", "TF_ARGS=-var=package=/ci/w.jar").status()).isZero();

    assertThat(built()).isEmpty();
    assertThat(checkout.calls("terraform")).hasSize(2);
  }

  @Test
  void withoutAJdkAPlanNeedsAPackage() throws Exception {
    checkout.without("javac", "mvn", "jar");

    Outcome outcome = checkout.make("plan");

    assertThat(outcome.status()).isNotZero();
    assertThat(outcome.err().lines().findFirst().orElseThrow())
        .startsWith("origin-lock: " + WORKER + " is missing")
        .contains("make package", "JDK 17", "Maven 3.8", "package or package_s3");
    assertThat(checkout.calls("terraform")).isEmpty();
    checkout.write("check out/worker.jar", "");
    assertThat(checkout.make("plan", "TF_ARGS=-var package=worker.jar").status()).isZero();
    assertThat(checkout.calls("terraform").get(1))
        .endsWith("[-var=package=" + checkout.root() + "/worker.jar]");
  }

  @Test
  void withoutAJdkAPlanTakesPackagesThatAreUpToDate() throws Exception {
    checkout.make("package");
    checkout.without("javac", "mvn", "jar");

    assertThat(checkout.make("plan", "TF_ARGS=-var=gate={signature={}}").status()).isZero();

    checkout.write("check out/lambda/authorizer/src/main/java/A.java", "class New {}");
    assertThat(checkout.make("plan").status()).isZero();
    assertThat(checkout.make("plan", "TF_ARGS=-var=gate={signature={}}").err())
        .contains(AUTHORIZER + " is not made of the sources that are here", "authorizer_package");
  }

  @Test
  void aDestroyBuildsWhatIsMissingAlone() throws Exception {
    checkout.make("destroy");
    assertThat(built()).containsExactly("rotation");
    checkout.write("check out/lambda/rotation/src/main/java/A.java", "class New {}");

    checkout.make("destroy");
    checkout.make("plan", "TF_ARGS=-destroy");

    assertThat(built()).isEmpty();
  }

  @Test
  void aSavedPlanIsAppliedWithThePackagesThatItWasMadeOf() throws Exception {
    checkout.write("check out/lock.tfplan", "");

    checkout.make("apply", "TF_ARGS=lock.tfplan");

    assertThat(built()).isEmpty();
    assertThat(checkout.calls("terraform")).hasSize(2);
  }

  @Test
  void theEdgeFunctionsPackageIsMadeOfItsTwoFiles() throws Exception {
    checkout.make("package");

    assertThat(file(EDGE)).hasContent("// index// canonical");
  }
}
