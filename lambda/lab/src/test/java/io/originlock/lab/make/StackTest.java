package io.originlock.lab.make;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.make.Checkout.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code make plan}, {@code apply} and {@code destroy} hand to Terraform. */
class StackTest {
  @TempDir Path folder;
  private Checkout checkout;
  private Path stands;
  private Path terraform;

  @BeforeEach
  void standElsewhere() throws Exception {
    checkout = new Checkout(folder);
    checkout.write("check out/terraform/main.tf", "");
    checkout.write("check out/terraform/old.tfvars", "");
    checkout.write("check out/terraform/both.tfvars", "");
    checkout.write("stands here/both.tfvars", "");
    checkout.write("stands here/prod.tfvars", "");
    checkout.write("stands here/prod.s3.tfbackend", "");
    checkout.write("stands here/lock.tfplan", "");
    checkout.write("check out/terraform/old.tfplan", "");
    checkout.write("check out/terraform/old.tfstate", "");
    stands = checkout.path("stands here");
    terraform = checkout.root().resolve("terraform");
  }

  private Outcome make(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 3];
    System.arraycopy(new String[] {"make", "-C", checkout.root().toString()}, 0, command, 0, 3);
    System.arraycopy(arguments, 0, command, 3, arguments.length);
    return checkout.run(stands, command);
  }

  /** H is where the user stands, T is where Terraform runs. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          plan    | ~~                                    | [-input=false]                                     | ~~
          plan    | -var-file=prod.tfvars                 | [-input=false][-var-file=H/prod.tfvars]            | [-var-file=H/prod.tfvars]
          plan    | -var-file prod.tfvars                 | [-input=false][-var-file=H/prod.tfvars]            | [-var-file=H/prod.tfvars]
          plan    | --var-file=./prod.tfvars              | [-input=false][-var-file=H/prod.tfvars]            | [-var-file=H/prod.tfvars]
          plan    | -var-file=old.tfvars                  | [-input=false][-var-file=T/old.tfvars]             | [-var-file=T/old.tfvars]
          plan    | -var-file=both.tfvars                 | [-input=false][-var-file=H/both.tfvars]            | [-var-file=H/both.tfvars]
          destroy | -var-file=/dev/null                   | [-input=false][-var-file=/dev/null]                | [-var-file=/dev/null]
          plan    | -out=new.tfplan -target=module.a      | [-input=false]                                     | [-out=H/new.tfplan][-target=module.a]
          plan    | -generate-config-out=../new.tf        | [-input=false]                                     | [-generate-config-out=H/../new.tf]
          apply   | -state=a.tfstate -backup=-            | [-input=false]                                     | [-state=H/a.tfstate][-backup=-]
          apply   | -state=old.tfstate                    | [-input=false]                                     | [-state=T/old.tfstate]
          apply   | lock.tfplan                           | [-input=false]                                     | [H/lock.tfplan]
          apply   | -auto-approve old.tfplan              | [-input=false]                                     | [-auto-approve][T/old.tfplan]
          plan    | -backend-config=prod.s3.tfbackend     | [-input=false][-backend-config=H/prod.s3.tfbackend] | ~~
          plan    | -backend-config bucket=b -reconfigure | [-input=false][-backend-config=bucket=b][-reconfigure] | ~~
          plan    | -upgrade -lockfile=readonly -refresh=false | [-input=false][-upgrade][-lockfile=readonly]  | [-refresh=false]
          plan    | -migrate-state                        | [-migrate-state]                                   | ~~
          plan    | -lock=false -no-color -input=true     | [-input=false][-lock=false][-no-color][-input=true] | [-lock=false][-no-color][-input=true]
          plan    | -lock-timeout 3s -parallelism 2       | [-input=false][-lock-timeout=3s]                   | [-lock-timeout=3s][-parallelism=2]
          plan    | -var 'tags={a="b  c", d="e"}'         | [-input=false][-var=tags={a="b  c", d="e"}]        | [-var=tags={a="b  c", d="e"}]
          plan    | "-var=name=it's"                      | [-input=false][-var=name=it's]                     | [-var=name=it's]
          plan    | -target='module.a["x y"]'             | [-input=false]                                     | [-target=module.a["x y"]]
          """)
  void handsEachWordToWhatUnderstandsIt(String command, String words, String init, String rest)
      throws Exception {
    Outcome outcome = checkout.arguments(command, words, stands, terraform);

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out().lines()).startsWith(placed(init), placed(rest));
  }

  private String placed(String words) {
    return words.isEmpty()
        ? "[]"
        : words.replace("H/", stands + "/").replace("T/", terraform + "/");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          plan  | -var-file=nope.tfvars        | TF_ARGS names -var-file=nope.tfvars, which is neither in H nor in T
          plan  | -backend-config=nope.hcl     | TF_ARGS names -backend-config=nope.hcl, which is neither in H nor in T
          plan  | -var-file=/nope/a.tfvars     | TF_ARGS names -var-file=/nope/a.tfvars, which is not there
          apply | nope.tfplan                  | TF_ARGS names the plan nope.tfplan, which is neither in H nor in T
          plan  | -refresh=false -var          | TF_ARGS ends with -var, which lacks its value
          plan  | "-var=a={b                   | TF_ARGS has a quote without its other end
          """)
  void whatIsNowhereIsNamed(String command, String words, String told) throws Exception {
    Outcome outcome = checkout.arguments(command, words, stands, terraform);

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err())
        .startsWith(
            "origin-lock: "
                + told.replace(" H ", " " + stands + " ").replaceAll(" T$", " " + terraform));
  }

  @Test
  void terraformStartsWithTheWordsThatItUnderstands() throws Exception {
    make(
        "plan",
        "TF_ARGS=-backend-config=prod.s3.tfbackend -var 'tags={a=\"b c\"}' -out=new.tfplan");

    assertThat(checkout.calls("terraform"))
        .containsExactly(
            "[-chdir=%s][init][-input=false][-backend-config=%s/prod.s3.tfbackend][-var=tags={a=\"b c\"}]"
                .formatted(terraform, stands),
            "[-chdir=%s][plan][-var=tags={a=\"b c\"}][-out=%s/new.tfplan]"
                .formatted(terraform, stands));
  }

  @Test
  void terraformDoesNotStartWithAWordThatIsWrong() throws Exception {
    Outcome outcome = make("plan", "TF_ARGS=-var-file=nope.tfvars");

    assertThat(outcome.status()).isNotZero();
    assertThat(outcome.err()).startsWith("origin-lock: TF_ARGS names -var-file=nope.tfvars");
    assertThat(checkout.calls("terraform")).isEmpty();
  }

  /**
   * Only a web ACL's lock is not let go while it enforces, and only what Terraform enforces it
   * opens.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          true  | m.lock.aws_lambda_invocation.enforce[0] m.web_acl[0].aws_wafv2_rule_group.lock
          false | m.lock.aws_lambda_invocation.enforce[0] m.aws_api_gateway_request_validator.lock["a"]
          false | m.lock.aws_lambda_invocation.engage m.web_acl[0].aws_wafv2_rule_group.lock
          """)
  void aDestroyOpensTheGateFirst(boolean opens, String addresses) throws Exception {
    checkout.write("state.list", String.join("\n", addresses.split(" ")) + "\n");
    checkout.write("check out/terraform/enforce.tf", "variable \"enforce\" {\n}\n");

    make("destroy", "TF_ARGS=-var=enforce=true -state=old.tfstate");

    String state = "[-state=%s/old.tfstate]".formatted(terraform);
    List<String> applies =
        opens ? List.of("[apply][-var=enforce=true]" + state + "[-var=enforce=false]") : List.of();
    assertThat(checkout.calls("terraform").stream().skip(1))
        .extracting(call -> call.replace("[-chdir=" + terraform + "]", ""))
        .containsExactlyElementsOf(
            Stream.of(
                    List.of("[state][list]" + state),
                    applies,
                    List.of("[destroy][-var=enforce=true]" + state))
                .flatMap(List::stream)
                .toList());
  }

  @Test
  void terraformTakesAPartialBackendAndThePlanThatItSaved() throws Exception {
    checkout.real("terraform");
    checkout.set("CHECKPOINT_DISABLE", "1");
    checkout.write(
        "stands here/own/main.tf",
        """
        terraform {
          backend "local" {}
        }
        variable "tags" {
          type = map(string)
        }
        output "tags" {
          value = var.tags
        }
        """);
    Path state = checkout.path("prod.tfstate");
    checkout.write("stands here/prod.tfbackend", "path = \"" + state + "\"\n");

    Outcome plan =
        make(
            "plan",
            "DIR=own",
            "TF_ARGS=-backend-config=prod.tfbackend -var 'tags={team=\"a  b\"}' -out=new.tfplan");
    Outcome apply = make("apply", "DIR=own", "TF_ARGS=new.tfplan");

    assertThat(plan.err()).isEmpty();
    assertThat(apply.err()).isEmpty();
    assertThat(state).content().contains("\"team\": \"a  b\"");
  }

  @ParameterizedTest
  @CsvSource({"own/live", "./own/live", "../stands here/own/live", "ABSOLUTE"})
  void theFolderMayBeTheUsersOwn(String name) throws Exception {
    Path own = checkout.write("stands here/own/live/main.tf", "").getParent();

    make("plan", "DIR=" + name.replace("ABSOLUTE", own.toString()));

    assertThat(checkout.calls("terraform"))
        .isNotEmpty()
        .allMatch(call -> call.startsWith("[-chdir=" + stands) && call.contains("own/live]"));
  }

  @Test
  void withoutDirItIsTheRootModuleAlthoughTheUserHasATerraformFolderToo() throws Exception {
    checkout.write("stands here/terraform/main.tf", "");

    make("plan");

    assertThat(checkout.calls("terraform"))
        .hasSize(2)
        .allMatch(call -> call.startsWith("[-chdir=" + checkout.root() + "/terraform]"));
  }

  @Test
  void aFolderOfTheCheckoutIsFoundFromElsewhere() throws Exception {
    checkout.write("check out/terraform/examples/a/main.tf", "");

    make("plan", "DIR=terraform/examples/a");

    assertThat(checkout.calls("terraform"))
        .hasSize(2)
        .allMatch(call -> call.startsWith("[-chdir=" + checkout.root() + "/terraform/examples/a]"));
  }

  @Test
  void aFolderWithoutTerraformIsRefused() throws Exception {
    Outcome outcome = make("plan", "DIR=own");

    assertThat(outcome.err())
        .startsWith("origin-lock: DIR is \"own\", which holds no Terraform configuration");
    assertThat(checkout.calls("terraform")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-C", "-sC", "--no-print-directory -C"})
  void whereTheUserStandsIsKnownHoweverMakeIsSentHere(String flags) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of("make"));
    command.addAll(List.of(flags.split(" ")));
    command.addAll(List.of(checkout.root().toString(), "plan", "TF_ARGS=-out=a.tfplan"));

    checkout.run(stands, command.toArray(String[]::new));

    assertThat(checkout.calls("terraform").get(1)).endsWith("[-out=" + stands + "/a.tfplan]");
  }

  @Test
  void aPwdThatIsNotWhereMakeWasCalledCountsForNothing() throws Exception {
    // As of a program that starts make in another folder than its own.
    checkout.run(
        stands,
        "env",
        "PWD=" + stands,
        "bash",
        "-c",
        "cd \"$1\" && PWD=\"$2\" exec make plan TF_ARGS=-out=a.tfplan",
        "bash",
        checkout.root().toString(),
        stands.toString());

    assertThat(checkout.calls("terraform").get(1))
        .endsWith("[-out=" + checkout.root() + "/a.tfplan]");
  }

  @Test
  void aScriptByItselfMeansWhereItIsStarted() throws Exception {
    checkout.run(stands, "env", "TF_ARGS=-out=a", checkout.root() + "/scripts/stack.sh", "plan");

    assertThat(checkout.calls("terraform").get(1)).endsWith("[-out=" + stands + "/a]");
    assertThat(Files.exists(stands.resolve("a"))).isFalse();
  }
}
