package io.originlock.validation;

import io.originlock.model.SecretValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which methods the lock protects.
 *
 * @param listed the protected methods as {@code GET /pets}, {@code ANY} and {@code {proxy+}} by
 *     these names; empty for all but OPTIONS, since a browser's preflight can carry no secret
 * @param probePaths resource paths of the lock's own probe methods, which are protected always
 */
public record ProtectedMethods(Optional<Set<String>> listed, Set<String> probePaths) {
  private static final String PREFLIGHT = "OPTIONS";

  public ProtectedMethods {
    listed = listed.map(Set::copyOf);
    probePaths = Set.copyOf(probePaths);
  }

  boolean cover(String verb, String path) {
    boolean usual = !verb.equals(PREFLIGHT);
    return probePaths.contains(path)
        ? usual
        : listed.map(labels -> labels.contains(verb + " " + path)).orElse(usual);
  }

  boolean cover(Served.Method method) {
    return cover(method.verb(), method.path());
  }

  boolean cover(Draft.Declared declared) {
    return cover(declared.method().httpMethod(), declared.path());
  }

  /** Whether a person would count it among the API's methods. */
  boolean counts(Served.Method method) {
    return !method.verb().equals(PREFLIGHT) && !probePaths.contains(method.path());
  }

  /**
   * Whether what is served demands this secret where it should, and none of the lock's elsewhere.
   */
  boolean metBy(Served served, Optional<SecretValue> wanted) {
    Set<SecretValue> exactly = wanted.map(Set::of).orElse(Set.of());
    return served.methods().stream()
        .allMatch(method -> method.demanded().equals(cover(method) ? exactly : Set.of()));
  }

  /** What is listed and not among these. */
  List<String> missing(List<Served> served) {
    return listed.orElse(Set.of()).stream()
        .filter(
            label ->
                served.stream()
                    .flatMap(each -> each.methods().stream())
                    .noneMatch(method -> method.label().equals(label)))
        .sorted()
        .toList();
  }
}
