package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.lab.aws.AwsLab;
import io.originlock.lab.control.AwsCall;
import io.originlock.lab.control.Caller;
import io.originlock.lab.terraform.LabEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code make check} runs, in a JVM of its own, as the script starts it. */
final class CheckProgram {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AwsLab lab;

  CheckProgram(AwsLab lab) {
    this.lab = lab;
  }

  /**
   * The answer; it must have changed nothing.
   *
   * @param usual arguments by name
   * @param more {@code NAME=value} each, in place of the usual ones
   */
  JsonNode ask(Map<String, String> usual, String... more) {
    Map<String, String> arguments = new TreeMap<>(usual);
    arguments.put("REGION", "us-east-1");
    Arrays.stream(more)
        .map(each -> each.split("=", 2))
        .forEach(each -> arguments.put(each[0], each[1]));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "io.originlock.handler.Check"));
    arguments.forEach((name, value) -> command.add(name + "=" + value));
    int before = lab.calls().calls().size();
    String answer = run(command);

    assertThat(lab.calls().calls().subList(before, lab.calls().calls().size()))
        .filteredOn(call -> call.caller().equals(Caller.TERRAFORM))
        .isNotEmpty()
        .noneMatch(AwsCall::writes);
    try {
      return JSON.readTree(answer);
    } catch (IOException e) {
      throw new AssertionError(answer, e);
    }
  }

  private String run(List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    LabEnvironment.set(builder.environment(), lab.endpoint());
    try {
      Process process = builder.start();
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isZero();
      return answer;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
