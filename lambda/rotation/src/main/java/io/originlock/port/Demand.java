package io.originlock.port;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Terraform must know of a gate that stands in the API's own definition, so that its plans
 * want what the worker made: the parameter that its methods declare, and the deployment that its
 * stages serve.
 *
 * @param header the name of the header that requests must have; empty while none is demanded. It is
 *     a secret
 * @param deployments what each stage serves, at most one for each
 */
public record Demand(Optional<String> header, List<Deployment> deployments) {

  /** That of a gate which stands elsewhere. */
  public static final Demand NONE = new Demand(Optional.empty(), List.of());

  public Demand {
    deployments = List.copyOf(deployments);
  }

  /**
   * A deployment of an API.
   *
   * @param api the API's id
   * @param stage the name of the stage that serves it
   * @param id its own id
   * @param createdAt when it was made, in whole seconds as AWS tells it; of two deployments the
   *     newer is the stage's
   */
  public record Deployment(String api, String stage, String id, Instant createdAt) {

    /** The name of its stage among the lock's members. */
    public String member() {
      return api + "/" + stage;
    }
  }

  /** The same deployments, and this header demanded. */
  public Demand of(Optional<String> wanted) {
    return new Demand(wanted, deployments);
  }

  /** The same, but this is what its stage serves. */
  public Demand with(Deployment newer) {
    return new Demand(
        header,
        deployments.stream()
            .map(
                each ->
                    each.api().equals(newer.api()) && each.stage().equals(newer.stage())
                        ? newer
                        : each)
            .toList());
  }

  /** The same, and these deployments as well. */
  public Demand and(List<Deployment> others) {
    return new Demand(header, Stream.concat(deployments.stream(), others.stream()).toList());
  }

  /** Names no header: that is the secret. */
  @Override
  public String toString() {
    return (header.isPresent() ? "a header" : "no header") + " demanded by " + deployments;
  }
}
