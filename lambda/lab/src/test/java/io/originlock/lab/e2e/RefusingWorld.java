package io.originlock.lab.e2e;

import io.originlock.finding.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * What keeps a lock from being engaged and enforced. Those of one gate can be so all at once, and
 * none hides another. Left out are a member that does not exist, at which nothing can be engaged
 * even if that is accepted, and a probe over plain HTTP, which the worker's settings refuse; {@link
 * BadSetup}'s tests and the settings' have these.
 */
enum RefusingWorld {
  HOST_BY_POLICY(
      "request-validation",
      Kind.FORWARDED_HOST,
      "behaviour * of {distribution}",
      lock -> lock.api().forwardsHostByPolicy(lock.distribution())),
  SECOND_ORIGIN(
      "request-validation",
      Kind.UNGUARDED_ORIGIN,
      "origin second of {distribution}",
      lock ->
          lock.api()
              .raw(lock.distribution())
              .change(
                  config ->
                      Edits.behaviour(
                          Edits.secondOrigin(config, "second", lock.api().host()),
                          "/second/*",
                          "second"))),
  /** Exports do not say here whether a switch is in force: it may be off already. */
  SWITCH_PENDING(
      "request-validation",
      List.of(Kind.ENDPOINT_SWITCH_PENDING, Kind.ENDPOINT_OFF),
      "{api}",
      lock -> lock.api().patch("/disableExecuteApiEndpoint", "true")),

  HOST_BY_FORWARDED_VALUES(
      "web-acl",
      Kind.FORWARDED_HOST,
      "behaviour * of {distribution}",
      lock -> lock.api().forwardsByForwardedValues(lock.distribution(), "Host")),
  SECOND_DISTRIBUTION(
      "web-acl",
      Kind.UNGUARDED_DISTRIBUTION,
      "CloudFront distribution *",
      lock -> lock.api().clean()),
  ENDPOINT_OFF(
      "web-acl",
      Kind.ENDPOINT_OFF,
      "{api}",
      lock -> lock.api().change("/disableExecuteApiEndpoint", "true")),
  POLICY_FOR_ONE_NETWORK(
      "web-acl", Kind.POLICY_REFUSES, "{stage}", lock -> lock.api().admits(Admission.ONE_NETWORK)),
  UNKNOWN_WEB_ACL(
      "web-acl",
      Kind.MISSING_PERMISSION,
      "{distribution}",
      lock -> lock.api().attachWebAcl(lock.distribution())),

  /** As it is set up: {@link BareLock} is told so. */
  STRANGERS_PROBE("api-key", Kind.FOREIGN_PROBE, "{stage}", lock -> {}),
  THROTTLE("api-key", Kind.SHARED_THROTTLE, "{plan}", lock -> lock.api().throttle(lock.plan())),
  QUOTA("api-key", Kind.SHARED_QUOTA, "{plan}", lock -> lock.api().quota(lock.plan())),
  STAGE_OUT_OF_PLAN(
      "api-key", Kind.STAGE_NOT_IN_PLAN, "{stage}", lock -> lock.api().leavePlan(lock.plan())),
  KEYS_FROM_AUTHORIZER(
      "api-key",
      Kind.KEY_SOURCE,
      "{api}",
      lock -> lock.api().change("/apiKeySource", "AUTHORIZER")),
  PRIVATE_API(
      "api-key",
      Kind.ENDPOINT_PRIVATE,
      "{api}",
      lock -> lock.api().change("/endpointConfiguration/types/EDGE", "PRIVATE")),
  PLAIN_ORIGIN(
      "api-key",
      Kind.PLAIN_ORIGIN,
      "origin api of {distribution}",
      lock ->
          lock.api()
              .raw(lock.distribution())
              .change(config -> config.replace(">https-only</Origin", ">http-only</Origin"))),

  DEMANDED_BUT_NOT_SIGNED(
      "signature",
      Kind.UNSIGNED_BEHAVIOUR,
      "behaviour * of {distribution}",
      lock -> lock.api().authorizedBy(lock.authorizer())),
  STRANGERS_ORIGIN(
      "signature",
      Kind.FOREIGN_ORIGIN,
      "origin api of {distribution}",
      lock ->
          lock.api()
              .raw(lock.distribution())
              .change(config -> config.replace(lock.api().host(), "api.example.com")));

  private final String gate;
  private final List<Kind> kinds;
  private final String place;
  private final Consumer<BareLock> change;

  /**
   * @param place of the finding, in words of {@link BareLock#place}
   */
  RefusingWorld(String gate, Kind kind, String place, Consumer<BareLock> change) {
    this(gate, List.of(kind), place, change);
  }

  RefusingWorld(String gate, List<Kind> kinds, String place, Consumer<BareLock> change) {
    this.gate = gate;
    this.kinds = kinds;
    this.place = place;
    this.change = change;
  }

  static List<RefusingWorld> of(String gate) {
    return Arrays.stream(values()).filter(each -> each.gate.equals(gate)).toList();
  }

  /** What is found then. */
  List<Kind> kinds() {
    return kinds;
  }

  String place(BareLock lock) {
    return lock.place(place);
  }

  /** Makes it so. */
  void spoil(BareLock lock) {
    change.accept(lock);
  }
}
