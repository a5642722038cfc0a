package io.originlock.lab.make;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.make.Checkout.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which packages a plan needs of {@code make package}, by what the user names. */
class NamedPackagesTest {
  @TempDir Path folder;
  private Checkout checkout;
  private Path terraform;

  @BeforeEach
  void checkOut() throws Exception {
    checkout = new Checkout(folder);
    terraform = checkout.root().resolve("terraform");
  }

  /** The packages that a plan needs of make package. */
  private String needed(String words, Path root) throws Exception {
    Outcome outcome = checkout.arguments("plan", words, checkout.root(), root);
    assertThat(outcome.err()).isEmpty();
    return outcome.out().lines().skip(2).findFirst().orElseThrow();
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

    assertThat(needed(words, terraform)).isEqualTo(expected);
  }

  @Test
  void filesAreReadInTerraformsOrder() throws Exception {
    checkout.set("TF_VAR_package", "/ci/w.jar");
    checkout.write("check out/terraform/terraform.tfvars", "package = null\n");
    checkout.write("check out/terraform/a.auto.tfvars", "package = \"/ci/w.jar\"\n");
    assertThat(needed("", terraform)).isEmpty();

    checkout.write("check out/terraform/b.auto.tfvars.json", "{\"package\": null}");
    assertThat(needed("", terraform)).isEqualTo("worker");
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

    assertThat(needed("-var=gate=web-acl -var=package=a", terraform)).isEmpty();
    assertThat(needed("-var=gate=signature -var=edge_package=b", terraform))
        .isEqualTo("worker authorizer");
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
    checkout.write(
        "own/gate/main.tf",
        Checkout.VARIABLES.substring(Checkout.VARIABLES.indexOf("variable \"gate\"")));
    checkout.write(
        "own/mine/main.tf",
        "module \"b\" {\n  source = \"" + checkout.root() + "/terraform\"\n}\n");

    assertThat(needed("", own)).isEqualTo(expected);
  }
}
