package io.originlock.lab.make;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * Fakes of tools as shell scripts. Each appends a line to {@code $FAKES/<tool>.calls}. What they
 * answer stands in files there, too.
 */
final class Fakes {
  private static final String RECORD =
      """
      #!/bin/sh
      record() {
        printf '[%s]' "$@" >>"$FAKES/${0##*/}.calls"
        echo >>"$FAKES/${0##*/}.calls"
      }
      """;

  private static final Map<String, String> TOOLS =
      Map.of(
          "terraform",
          """
          if [ "$1" = version ]; then
            printf 'Terraform v1.11.4\\non linux_amd64\\n'
            exit
          fi
          record "$@"
          [ "$2" != output ] || exec cat "$FAKES/outputs.json"
          [ "$2" != state ] || exec cat "$FAKES/state.list"
          """,
          // A package of the contents of all that it is compiled of, as far as its time says
          // nothing else.
          "mvn",
          """
          if [ "$*" = "-B -v" ]; then
            echo "Apache Maven 3.9.6"
            exit
          fi
          record "$@"
          [ ! -e "$FAKES/broken" ] || exit 1
          for module in signing rotation authorizer; do
            mkdir -p "$module/target/classes"
            cat "$module/src/main/java"/*.java >>"$module/target/classes/all"
          done
          case ",$5," in *,rotation,*)
            cat rotation/target/classes/all signing/target/classes/all >rotation/target/origin-lock-worker.jar
          esac
          case ",$5," in *,authorizer,*)
            cat authorizer/target/classes/all signing/target/classes/all >authorizer/target/origin-lock-authorizer.jar
          esac
          """,
          // Answers as a check does, and keeps whose credentials it was run with.
          "java",
          """
          record "$@"
          echo "$AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY ${AWS_SESSION_TOKEN:-none}" >"$FAKES/caller"
          if [ -e "$FAKES/refusal" ]; then
            cat "$FAKES/refusal" >&2
            exit 2
          fi
          cat "$FAKES/answers"
          """,
          "javac",
          """
          echo "javac 17.0.9"
          """,
          "jar",
          """
          record "$1"
          while [ "$1" != --file ]; do shift; done
          cat "$4/$5" "$7/$8" >"$2"
          """,
          // Answers are taken one after the other; the last one stays.
          "aws",
          """
          if [ "$1" = --version ]; then
            [ ! -e "$FAKES/aws.version" ] || exec cat "$FAKES/aws.version"
            echo "aws-cli/2.17.0 Python/3.11"
            exit
          fi
          record "$@"
          if [ "$1" = configure ]; then
            [ "$2" != get ] || exec cat "$FAKES/profile.$3"
            [ ! -e "$FAKES/credentials" ] || exec cat "$FAKES/credentials"
            printf '\\nError loading SSO Token: the token has\\nexpired.\\n' >&2
            exit 255
          fi
          if [ "$1" = cloudwatch ]; then
            [ ! -e "$FAKES/datapoints" ] || exec cat "$FAKES/datapoints"
            echo "An error occurred (AccessDenied) when calling GetMetricStatistics." >&2
            exit 254
          fi
          answer="$(head -n 1 "$FAKES/answers")"
          if [ "$(wc -l <"$FAKES/answers")" -gt 1 ]; then
            sed 1d "$FAKES/answers" >"$FAKES/answers.rest"
            mv "$FAKES/answers.rest" "$FAKES/answers"
          fi
          case "$answer" in
            '{'*)
              for last; do :; done
              echo "$answer" >"$last"
              case "$answer" in *errorMessage*) echo Unhandled ;; *) echo None ;; esac
              ;;
            *)
              printf '\\n%s\\n' "$answer" >&2
              exit 254
              ;;
          esac
          """,
          "sleep",
          """
          record "$@"
          """);

  private Fakes() {}

  static void write(Path bin) throws IOException {
    for (Map.Entry<String, String> tool : TOOLS.entrySet()) {
      Path file = Files.writeString(bin.resolve(tool.getKey()), RECORD + tool.getValue());
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }
}
