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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which packages are built, and when. */
class PackagesTest {
  private static final String ROOT =
      """
      variable "package" {
        type    = string
        default = null # "where make package puts it"
      }
      variable "package_s3" {
        type    = object({ bucket = string, key = string })
        default = null
      }
      variable "gate" {
        type = object({
          api_key = optional(object({}))
          signature = optional(object({
            edge_package          = optional(string)
            authorizer_package    = optional(string)
            authorizer_package_s3 = optional(object({ bucket = string }))
          }))
        })
        default = { api_key = {} }
      }
      """;

  @TempDir Path folder;
  private Checkout checkout;

  @BeforeEach
  void checkOut() throws Exception {
    checkout = new Checkout(folder);
    checkout.write("check out/terraform/main.tf", ROOT);
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

  /** The packages that a plan needs of make package. */
  private String needed(String words, Path terraform) throws Exception {
    Outcome outcome = checkout.arguments("plan", words, checkout.root(), terraform);
    assertThat(outcome.err()).isEmpty();
    return outcome.out().lines().skip(2).findFirst().orElseThrow();
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
    checkout.without("mvn");
    Files.createSymbolicLink(checkout.path("bin/mvn"), Path.of("/bin/false"));
    assertThat(checkout.make("package").status()).isNotZero();
    checkout.without("mvn");
    Fakes.write(checkout.path("bin"));

    assertThat(checkout.make("package").status()).isZero();
    assertThat(built()).containsExactly("rotation", "authorizer", "edge");
  }

  /** What a plan builds, where nothing is built yet, by what the user says where. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~~            | ~~                                               | ~~                        | worker
          TF_VAR_package| /ci/worker.jar                                   | ~~                        | ~~
          TF_VAR_package| ~~                                               | ~~                        | worker
          TF_VAR_package_s3 | { bucket = "b", key = "k" }                  | ~~                        | ~~
          TF_VAR_package_s3 | null                                         | ~~                        | worker
          ~~            | ~~                                               | -var=package=/ci/w.jar    | ~~
          ~~            | ~~                                               | -var 'package_s3={bucket="b"}' | ~~
          terraform.tfvars | package = "/ci/worker.jar" # from CI          | ~~                        | ~~
          terraform.tfvars | # package = "/ci/worker.jar"                  | ~~                        | worker
          terraform.tfvars | region = "a" /* package = "b" */              | ~~                        | worker
          terraform.tfvars | note = "package = x"                          | ~~                        | worker
          terraform.tfvars | tags = { package = "x" }                      | ~~                        | worker
          terraform.tfvars | package_s3 = {bucket: "b", "key": "k"}        | ~~                        | ~~
          terraform.tfvars | package = "/ci/w.jar"                         | -var=package_s3=null -var=package= | worker
          terraform.tfvars.json | {"package": "/ci/w.jar"}                 | ~~                        | ~~
          terraform.tfvars.json | {"package": null}                        | ~~                        | worker
          prod.auto.tfvars | package = "/ci/w.jar"                         | ~~                        | ~~
          prod.auto.tfvars.json | {"package_s3": {"bucket": "b"}}          | ~~                        | ~~
          prod.tfvars   | package = "/ci/w.jar"                            | ~~                        | worker
          prod.tfvars   | package = "/ci/w.jar"                            | -var-file=prod.tfvars     | ~~
          prod.json     | package = "/ci/w.jar"                            | -var-file=prod.json       | worker
          prod.tfvars   | package = null                                   | -var=package=a -var-file=prod.tfvars | worker
          prod.tfvars   | package = null                                   | -var-file=prod.tfvars -var=package=a | ~~
          TF_VAR_gate   | {signature={}}                                   | ~~                        | worker authorizer edge
          TF_VAR_gate   | {signature=null, web_acl={}}                     | ~~                        | worker
          TF_VAR_gate   | {signature={}}                                   | -var=gate={web_acl={}}    | worker
          terraform.tfvars | gate = { signature = { edge_package = "e", authorizer_package_s3 = { bucket = "b" } } } | ~~ | worker
          terraform.tfvars | gate = { signature = { edge_package = "e", window = 3 } } | -var=package=a | authorizer
          TF_CLI_ARGS_plan | -var=package=/ci/w.jar                        | ~~                        | ~~
          """)
  void whatTheUserNamesIsNotBuilt(String where, String said, String words, String expected)
      throws Exception {
    if (where.startsWith("TF_")) {
      checkout.set(where, said);
    } else if (!where.isEmpty()) {
      checkout.write("check out/terraform/" + where, said + "\n");
    }

    assertThat(needed(words, file("terraform"))).isEqualTo(expected);
  }

  @Test
  void filesAreReadInTerraformsOrder() throws Exception {
    checkout.set("TF_VAR_package", "/ci/w.jar");
    checkout.write("check out/terraform/terraform.tfvars", "package = null\n");
    checkout.write("check out/terraform/a.auto.tfvars", "package = \"/ci/w.jar\"\n");
    assertThat(needed("", file("terraform"))).isEmpty();

    checkout.write("check out/terraform/b.auto.tfvars.json", "{\"package\": null}");
    assertThat(needed("", file("terraform"))).isEqualTo("worker");
  }

  @Test
  void aGateThatIsANameSaysWhichPackagesAreNeeded() throws Exception {
    checkout.write(
        "check out/terraform/main.tf",
        """
        variable "gate" { default = "api-key" }
        variable "package" { default = null }
        variable "authorizer_package" { default = null }
        variable "edge_package" { default = null }
        """);

    assertThat(needed("-var=gate=web-acl -var=package=a", file("terraform"))).isEmpty();
    assertThat(needed("-var=gate=signature -var=edge_package=b", file("terraform")))
        .isEqualTo("worker authorizer");
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

  /** What a root of the user's that calls modules of ours makes necessary; C is the checkout. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          module "a" {\\n source = "C/terraform"\\n}                                           | worker
          module "a" {\\n source = "C/terraform"\\n package = "/ci/w.jar"\\n}                  | ~~
          module "a" {\\n source = "C/terraform"\\n package_s3 = { bucket = "b" }\\n}          | ~~
          module "a" {\\n source = "C/terraform"\\n package = "C/lambda/rotation/target/origin-lock-worker.jar"\\n} | worker
          variable "jar" {\\n}\\nmodule "a" {\\n source = "C/terraform"\\n package = var.jar\\n} | worker
          variable "jar" {\\n default = "w"\\n}\\nmodule "a" {\\n source = "C/terraform"\\n package = var.jar\\n} | ~~
          module "a" {\\n source = "C/terraform"\\n package = "w"\\n gate = { signature = { edge_package = "e" } }\\n} | authorizer
          variable "ours" {\\n default = { edge = "e" }\\n}\\nmodule "a" {\\n source = "C/terraform"\\n package = "w"\\n gate = { signature = { edge_package = var.ours.edge } }\\n} | authorizer
          variable "package" {\\n default = "w"\\n}\\nmodule "a" {\\n source = "C/terraform"\\n package = var.package\\n gate = { signature = {} }\\n} | authorizer edge
          locals {\\n gate = { signature = {} }\\n}\\nmodule "a" {\\n source = "C/terraform"\\n package = "w"\\n gate = local.gate\\n} | authorizer edge
          module "a" {\\n source = "./gate"\\n gate = { signature = { authorizer_package = "a" } }\\n} | edge
          module "a" {\\n source = "./gate"\\n gate = { signature = null }\\n}              | ~~
          module "a" {\\n source = "./mine"\\n}                                               | worker
          module "a" {\\n source = "terraform-aws-modules/lambda/aws"\\n package = "x"\\n}     | ~~
          resource "null_resource" "a" {}                                                    | ~~
          """)
  void aRootOfTheUsersNeedsWhatItsModulesDo(String root, String expected) throws Exception {
    String text = root.replace("\\n", "\n").replace("C/", checkout.root() + "/");
    Path own = checkout.write("own/main.tf", text).getParent();
    checkout.write("own/gate/main.tf", ROOT.substring(ROOT.indexOf("variable \"gate\"")));
    checkout.write(
        "own/mine/main.tf",
        "module \"b\" {\n  source = \"" + checkout.root() + "/terraform\"\n}\n");

    assertThat(needed("", own)).isEqualTo(expected);
  }

  @Test
  void theEdgeFunctionsPackageIsMadeOfItsTwoFiles() throws Exception {
    checkout.make("package");

    assertThat(file(EDGE)).hasContent("// index// canonical");
  }
}
