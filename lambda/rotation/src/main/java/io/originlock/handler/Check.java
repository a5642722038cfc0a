package io.originlock.handler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.engine.Action;
import io.originlock.gate.GateSight;
import io.originlock.model.LockException;
import io.originlock.survey.Surveyor;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says what would happen if somebody locked this: {@code make check} before there is a lock. It
 * looks with the credentials of the environment, changes nothing, and prints what the worker
 * answers to {@code check}. It ends with 0, with 1 if AWS could not be asked, or with 2 if an
 * argument does not fit.
 */
public final class Check {
  private static final int ANSWERED = 0;
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private Check() {}

  /**
   * @param arguments {@code NAME=value} each, see {@code scripts/check.sh}
   */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(run(List.of(arguments), Wiring::surveyor, out, System.err));
  }

  /**
   * @param surveyors makes what looks at a region
   */
  static int run(
      List<String> arguments,
      Function<String, Surveyor> surveyors,
      PrintStream out,
      PrintStream err) {
    Proposal proposal;
    try {
      proposal = Proposal.of(arguments);
    } catch (LockException e) {
      return failed(e, MISUSED, err);
    }
    try {
      out.println(answer(proposal, surveyors.apply(proposal.region())));
      return ANSWERED;
    } catch (LockException e) {
      return failed(e, FAILED, err);
    }
  }

  private static ObjectNode answer(Proposal proposal, Surveyor surveyor) {
    Surveyor view = new CallersView(surveyor);
    GateSight gate = GateSight.of(proposal.gate().proposed());
    WorldExaminer examiner = new WorldExaminer(view, view, () -> gate, proposal.subject());
    return new Answers(null, Optional.empty()).of(Action.CHECK, examiner.examine(false, List.of()));
  }

  private static int failed(LockException e, int status, PrintStream err) {
    err.println("origin-lock: " + e.getMessage());
    return status;
  }
}
