package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.e2e.DisturbedRotations.Result;
import io.originlock.lab.gate.Gates;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A sample of the fault matrix, for {@code make test}: every fault of a write once. With a gate
 * that {@link LockEndToEndTest} does not have.
 */
class FaultSampleTest {

  @Test
  void noFaultOfAWritingCallBreaksARotation() throws IOException {
    try (LabLock lock = LabLock.quick("sample", Gates.named("web-acl"));
        DisturbedRotations rotations = new DisturbedRotations(new DrivenLock(lock), "disturbed-")) {
      Map<Place, Integer> visits = rotations.undisturbed().visits();
      List<Result> results =
          Trial.sample(visits.keySet()).stream()
              .flatMap(trial -> rotations.run(trial).stream())
              .toList();
      System.out.println(
          "a sample of the fault matrix: "
              + results.stream().map(result -> result.disturbed().toString()).toList());
      assertThat(results).hasSizeGreaterThan(5);
      assertThat(results).allSatisfy(result -> assertThat(result.wrong()).isEmpty());
    }
  }
}
