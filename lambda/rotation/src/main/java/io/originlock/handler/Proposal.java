package io.originlock.handler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.examine.Granted;
import io.originlock.examine.Granted.Permission;
import io.originlock.examine.Probe;
import io.originlock.finding.Accepted;
import io.originlock.gate.GateKind;
import io.originlock.model.LockException;
import io.originlock.survey.Scope;
import io.originlock.survey.Target;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A lock that somebody thinks of, read from arguments of the form {@code NAME=value}. */
record Proposal(String region, GateKind gate, Subject subject) {

  /** The names of arguments. Lists have commas between their elements. */
  enum Argument {
    REGION,
    GATE,
    REST_API,
    STAGE,
    DISTRIBUTION,
    ORIGINS,
    PLAN,
    PROBE_URL,
    STAGE_PROBE_URL,
    ATTACHED,
    ACCEPT
  }

  private static final Pattern REGION_FORM = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]+");
  private static final Pattern ANY = Pattern.compile("\\S.*");
  private static final Pattern ARN = Pattern.compile("arn:\\S+");

  /**
   * @throws LockException if an argument is missing or malformed, by its name
   */
  static Proposal of(List<String> arguments) {
    Map<Argument, String> given = given(arguments);
    String region = matching(given, Argument.REGION, REGION_FORM, "such as eu-central-1").get(0);
    List<Target.Stage> targets =
        paired(
            matching(given, Argument.REST_API, Configuration.REST_API, "ids of REST APIs"),
            matching(given, Argument.STAGE, Configuration.STAGE, "names of stages"),
            (api, stage) -> new Target.Stage(region, api, stage),
            "REST_API and STAGE");
    List<String> distributions =
        matching(given, Argument.DISTRIBUTION, Configuration.DISTRIBUTION, "ids such as E1A2B3C4");
    Map<String, Set<String>> origins = new HashMap<>();
    paired(
            distributions,
            matching(given, Argument.ORIGINS, ANY, "ids of origins"),
            Map::entry,
            "DISTRIBUTION and ORIGINS")
        .forEach(
            each ->
                origins.computeIfAbsent(each.getKey(), id -> new HashSet<>()).add(each.getValue()));
    return new Proposal(
        region,
        Gates.named(one(given, Argument.GATE), problem -> refused(Argument.GATE, problem)),
        new Subject(
            new Scope(targets, origins, Optional.ofNullable(given.get(Argument.PLAN))),
            Set.of(),
            probes(given, targets, distributions.stream().distinct().toList()),
            Optional.of(granted(given)),
            Set.of(),
            accepted(given)));
  }

  private static Map<Argument, String> given(List<String> arguments) {
    Map<Argument, String> given = new LinkedHashMap<>();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      Argument name =
          Arrays.stream(Argument.values())
              .filter(each -> each.name().equals(parts[0]))
              .findFirst()
              .orElseThrow(
                  () ->
                      new LockException(
                          parts[0],
                          "is no argument.",
                          "There are "
                              + String.join(
                                  ", ",
                                  Arrays.stream(Argument.values()).map(Argument::name).toList())
                              + "."));
      if (parts.length == 2 && !parts[1].isBlank()) {
        given.put(name, parts[1].strip());
      }
    }
    return given;
  }

  private static List<Probe> probes(
      Map<Argument, String> given, List<Target.Stage> targets, List<String> distributions) {
    List<URI> direct = urls(given, Argument.STAGE_PROBE_URL);
    List<URI> through = urls(given, Argument.PROBE_URL);
    return Stream.concat(
            Proposal.<Target.Stage, URI, Probe>paired(
                targets, direct, Probe.Direct::new, "stages and STAGE_PROBE_URL")
                .stream(),
            Proposal.<String, URI, Probe>paired(
                distributions, through, Probe.Through::new, "distributions and PROBE_URL")
                .stream())
        .toList();
  }

  private static List<URI> urls(Map<Argument, String> given, Argument name) {
    return elements(given, name).stream().map(text -> url(name, text)).toList();
  }

  private static URI url(Argument name, String text) {
    Optional<URI> url;
    try {
      url = Optional.of(URI.create(text));
    } catch (IllegalArgumentException e) {
      url = Optional.empty();
    }
    return url.filter(each -> "https".equals(each.getScheme()) && each.getHost() != null)
        .orElseThrow(() -> refused(name, "must hold https URLs, not \"" + text + "\""));
  }

  /** What the lock's list will name gets all permissions that it asks for. */
  private static Granted granted(Map<Argument, String> given) {
    List<String> named =
        given.containsKey(Argument.ATTACHED)
            ? matching(given, Argument.ATTACHED, ARN, "ARNs")
            : List.of();
    return new Granted(named.stream().map(arn -> new Permission("*", arn)).toList());
  }

  private static List<Accepted> accepted(Map<Argument, String> given) {
    Function<String, LockException> refused = problem -> refused(Argument.ACCEPT, problem);
    if (!given.containsKey(Argument.ACCEPT)) {
      return List.of();
    }
    JsonNode node;
    try {
      node = new ObjectMapper().readTree(given.get(Argument.ACCEPT));
    } catch (JsonProcessingException e) {
      throw refused.apply("is no JSON");
    }
    if (!node.isArray()) {
      throw refused.apply("must be a JSON array, or a file that holds one");
    }
    return AcceptedFindings.in(node, refused);
  }

  private static String one(Map<Argument, String> given, Argument name) {
    return Optional.ofNullable(given.get(name)).orElseThrow(() -> refused(name, "is missing"));
  }

  private static List<String> matching(
      Map<Argument, String> given, Argument name, Pattern form, String described) {
    one(given, name);
    List<String> all = elements(given, name);
    for (String each : all) {
      if (!form.matcher(each).matches()) {
        throw refused(name, "must be " + described + ", not \"" + each + "\"");
      }
    }
    return all;
  }

  private static List<String> elements(Map<Argument, String> given, Argument name) {
    return given.containsKey(name)
        ? Arrays.stream(given.get(name).split(",", -1)).map(String::strip).toList()
        : List.of();
  }

  /**
   * In their order; a list of one element goes with each of the other, one of none with nothing.
   */
  private static <A, B, C> List<C> paired(
      List<A> some, List<B> others, BiFunction<A, B, C> pair, String names) {
    if (some.size() != others.size() && some.size() != 1 && others.size() > 1) {
      throw new LockException(
          names,
          "are lists of " + some.size() + " and " + others.size() + " elements.",
          "Name as many of both, in the same order, or one for all of the other.");
    }
    List<C> pairs = new ArrayList<>();
    for (int i = 0; i < (others.isEmpty() ? 0 : Math.max(some.size(), others.size())); i++) {
      pairs.add(
          pair.apply(some.get(some.size() == 1 ? 0 : i), others.get(others.size() == 1 ? 0 : i)));
    }
    return pairs;
  }

  private static LockException refused(Argument name, String problem) {
    return new LockException(
        name.name(),
        problem + ".",
        "Try make check REST_API=a1b2c3d4e5 STAGE=prod DISTRIBUTION=E1A2B3C4D5E6F7 ORIGINS=api"
            + " GATE=api-key.");
  }
}
