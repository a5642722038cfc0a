package io.originlock.lab.conformance;

import static io.originlock.lab.conformance.Survey.expect;
import static io.originlock.lab.conformance.Survey.expectRefusal;

import io.originlock.lab.conformance.Survey.Question;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** What is asked of Parameter Store. */
final class ParameterQuestions {
  private static final int LONGEST = 4096;
  private static final int BATCH = 10;
  private static final int MORE_THAN_A_PAGE = 12;

  private final SsmClient ssm;
  private final String path = "/origin-lock-conformance/" + UUID.randomUUID();

  ParameterQuestions(Cloud cloud) {
    this.ssm = cloud.ssm();
  }

  void askIn(Survey survey) {
    survey.ask(Capability.PARAMETERS, this::keepsSecureStrings);
    survey.ask(Capability.PARAMETER_CREATED_ONCE, cleanly(this::createsOnce));
    survey.ask(Capability.PARAMETER_OVERWRITTEN, cleanly(this::overwrites));
    survey.ask(Capability.PARAMETER_PATHS, cleanly(() -> lists(2)));
    survey.ask(Capability.PARAMETER_PAGES, cleanly(() -> lists(MORE_THAN_A_PAGE)));
    if (!survey.lacks(Capability.PARAMETERS)) {
      survey.seen(this::delete);
    }
  }

  /** A question that failed halfway may have left something. */
  private Question cleanly(Question question) {
    return () -> {
      delete();
      question.ask();
    };
  }

  private void keepsSecureStrings() throws Exception {
    String value = "x".repeat(LONGEST);
    expectRefusal(
        "reading a parameter that is not there", ParameterNotFoundException.class, this::one);
    create(value);
    Parameter one = one();
    expect("its type", ParameterType.SECURE_STRING, one.type());
    expect(value.equals(one.value()), "a value of " + LONGEST + " characters does not come back");
    expect("its version", 1L, one.version());
    ssm.deleteParameter(r -> r.name(name("one")));
    expectRefusal("reading a deleted parameter", ParameterNotFoundException.class, this::one);
  }

  private void createsOnce() throws Exception {
    create("first");
    expectRefusal(
        "creating it again", ParameterAlreadyExistsException.class, () -> create("second"));
    expect("its value", "first", one().value());
    expect("its version", 1L, one().version());
  }

  private void overwrites() {
    put("one", ParameterType.STRING, "first");
    expect("its type", ParameterType.STRING, one().type());
    put("one", ParameterType.STRING, "second");
    expect("its value", "second", one().value());
    expect("its version", 2L, one().version());
    delete();
    put("one", ParameterType.SECURE_STRING, "first");
    put("one", ParameterType.SECURE_STRING, "third");
    expect("its value", "third", one().value());
    expect("its type", ParameterType.SECURE_STRING, one().type());
  }

  private void lists(int count) {
    expect("what is below a path that is not there", List.of(), below(path + "/nowhere", true));
    List<String> made = IntStream.range(0, count).mapToObj(i -> "below/%02d".formatted(i)).toList();
    made.forEach(each -> put(each, ParameterType.SECURE_STRING, "value of " + each));
    put("beside", ParameterType.SECURE_STRING, "value of beside");
    List<Parameter> below = below(path + "/below", false);
    expect("what is below a path", made.stream().map(this::name).toList(), names(below));
    expect(
        below.stream().allMatch(each -> each.value().equals("value of " + shortened(each.name()))),
        "values are not decrypted");
    expect(
        below.stream().allMatch(each -> each.lastModifiedDate() != null),
        "when a parameter was written is not told");
    expect("what is below its parent, all told", count + 1, below(path, true).size());
    delete();
    expect("what is left after all was deleted", List.of(), below(path, true));
  }

  private static List<String> names(List<Parameter> parameters) {
    return List.copyOf(new TreeSet<>(parameters.stream().map(Parameter::name).toList()));
  }

  private List<Parameter> below(String folder, boolean recursive) {
    return ssm
        .getParametersByPathPaginator(
            r -> r.path(folder).recursive(recursive).withDecryption(true).maxResults(BATCH))
        .stream()
        .limit(MORE_THAN_A_PAGE)
        .flatMap(page -> page.parameters().stream())
        .toList();
  }

  private void create(String value) {
    ssm.putParameter(
        r ->
            r.name(name("one"))
                .type(ParameterType.SECURE_STRING)
                .tier(ParameterTier.STANDARD)
                .value(value)
                .overwrite(false));
  }

  private void put(String name, ParameterType type, String value) {
    ssm.putParameter(r -> r.name(name(name)).type(type).value(value).overwrite(true));
  }

  private Parameter one() {
    return ssm.getParameter(r -> r.name(name("one")).withDecryption(true)).parameter();
  }

  private String name(String name) {
    return path + "/" + name;
  }

  private String shortened(String name) {
    return name.substring(path.length() + 1);
  }

  /** Deletes all that can have been made, in batches as the worker does. */
  private void delete() {
    List<String> all =
        Stream.concat(
                Stream.of("one", "beside"),
                IntStream.range(0, MORE_THAN_A_PAGE).mapToObj("below/%02d"::formatted))
            .map(this::name)
            .toList();
    for (int from = 0; from < all.size(); from += BATCH) {
      List<String> some = all.subList(from, Math.min(from + BATCH, all.size()));
      ssm.deleteParameters(r -> r.names(some));
    }
  }
}
