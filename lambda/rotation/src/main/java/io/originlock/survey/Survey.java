package io.originlock.survey;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The world around a lock at one look: facts, and no judgement. What is missing here and named by
 * {@link #unread} may be there.
 *
 * @param scope what was asked
 * @param distributions those of the lock, and others that may lead to a target
 * @param apis those of the targets
 * @param stages all stages of these APIs, the targets among them
 * @param served what those stages serve, each deployment once
 * @param plans the usage plans that cover one of these stages, and the lock's own
 * @param domains the custom domain names of API Gateway in this account and region
 * @param webAcls those before these stages
 * @param unread what could not be looked at
 */
public record Survey(
    Scope scope,
    List<DistributionFacts> distributions,
    List<ApiFacts> apis,
    List<StageFacts> stages,
    List<Served> served,
    List<PlanFacts> plans,
    List<DomainFacts> domains,
    List<WebAclFacts> webAcls,
    List<Unread> unread) {
  public Survey {
    distributions = List.copyOf(distributions);
    apis = List.copyOf(apis);
    stages = List.copyOf(stages);
    served = List.copyOf(served);
    plans = List.copyOf(plans);
    domains = List.copyOf(domains);
    webAcls = List.copyOf(webAcls);
    unread = List.copyOf(unread);
  }

  /** One in which nothing was looked at. */
  public static Survey of(Scope scope) {
    return new Survey(
        scope, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
        List.of());
  }

  /** The same with these distributions. */
  public Survey withDistributions(List<DistributionFacts> others) {
    return new Survey(scope, others, apis, stages, served, plans, domains, webAcls, unread);
  }

  /** The same with these entries of what could not be looked at. */
  public Survey withUnread(List<Unread> others) {
    return new Survey(scope, distributions, apis, stages, served, plans, domains, webAcls, others);
  }

  /** What this one saw, and what another of the same scope did. */
  public Survey and(Survey other) {
    return new Survey(
        scope,
        both(distributions, other.distributions),
        both(apis, other.apis),
        both(stages, other.stages),
        both(served, other.served),
        both(plans, other.plans),
        both(domains, other.domains),
        both(webAcls, other.webAcls),
        both(unread, other.unread));
  }

  private static <T> List<T> both(List<T> some, List<T> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  /** The distributions of the lock. */
  public List<DistributionFacts> members() {
    return distributions.stream().filter(scope::hasMember).toList();
  }

  /** The stages that are, or would be, protected. */
  public List<StageFacts> targetStages() {
    return stages.stream().filter(each -> scope.targets().contains(each.stage())).toList();
  }

  /** The other stages of the same APIs. */
  public List<StageFacts> otherStages() {
    return stages.stream().filter(each -> !scope.targets().contains(each.stage())).toList();
  }

  public Optional<ApiFacts> api(String restApiId) {
    return apis.stream().filter(each -> each.id().equals(restApiId)).findFirst();
  }

  /** What a stage serves; empty if nothing, or it could not be read. */
  public Optional<Served> servedBy(StageFacts stage) {
    return stage.deployment().flatMap(id -> served(stage.stage().restApiId(), id));
  }

  public Optional<Served> served(String restApiId, String deployment) {
    return served.stream()
        .filter(each -> each.restApiId().equals(restApiId) && each.deployment().equals(deployment))
        .findFirst();
  }

  /** The web ACL before a stage; empty if there is none, or it could not be read. */
  public Optional<WebAclFacts> webAcl(StageFacts stage) {
    return stage
        .webAcl()
        .flatMap(arn -> webAcls.stream().filter(each -> each.arn().equals(arn)).findFirst());
  }

  public Stream<Unread> unread(Unread.Part part) {
    return unread.stream().filter(each -> each.part() == part);
  }

  /** Where an origin's requests go. */
  public Destination destination(Origin origin) {
    return Destination.of(origin, scope.targets(), domains);
  }
}
