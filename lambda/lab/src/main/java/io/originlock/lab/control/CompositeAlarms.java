package io.originlock.lab.control;

import io.originlock.lab.model.Account;
import io.originlock.lab.moto.WireReply;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** CloudWatch's composite alarms, which moto cannot make. */
public final class CompositeAlarms implements Handler {
  private static final String NAMESPACE = "http://monitoring.amazonaws.com/doc/2010-08-01/";

  private final Clock clock;
  private final Map<String, String> alarms = new ConcurrentSkipListMap<>();
  private final Map<String, List<Tag>> tags = new ConcurrentSkipListMap<>();

  public CompositeAlarms(Clock clock) {
    this.clock = clock;
  }

  private record Tag(String key, String value) {}

  /** The names of all composite alarms. */
  public List<String> names() {
    return List.copyOf(alarms.keySet());
  }

  @Override
  public WireReply handle(Call call, Next next) {
    if (!call.service().equals("monitoring")) {
      return next.proceed(call);
    }
    Query form = Query.parse(call.request().text());
    return switch (call.operation()) {
      case "PutCompositeAlarm" -> put(form);
      case "DescribeAlarms" ->
          members(form, "AlarmTypes").contains("CompositeAlarm")
              ? describe(members(form, "AlarmNames"))
              : next.proceed(call);
      case "DeleteAlarms" -> {
        List<String> names = members(form, "AlarmNames");
        names.forEach(alarms::remove);
        names.forEach(tags::remove);
        yield next.proceed(call);
      }
      case "ListTagsForResource" -> known(form).map(this::tags).orElseGet(() -> next.proceed(call));
      case "TagResource", "UntagResource" ->
          known(form).map(name -> tag(name, call, form)).orElseGet(() -> next.proceed(call));
      default -> next.proceed(call);
    };
  }

  private WireReply put(Query form) {
    String name = form.first("AlarmName").orElse("");
    String described =
        "<AlarmName>%s</AlarmName><AlarmArn>%s</AlarmArn><AlarmRule>%s</AlarmRule><AlarmDescription>%s</AlarmDescription><ActionsEnabled>%s</ActionsEnabled>%s%s%s<StateValue>OK</StateValue><AlarmConfigurationUpdatedTimestamp>%s</AlarmConfigurationUpdatedTimestamp>"
            .formatted(
                AwsErrors.escape(name),
                arn(name),
                AwsErrors.escape(form.first("AlarmRule").orElse("")),
                AwsErrors.escape(form.first("AlarmDescription").orElse("")),
                form.first("ActionsEnabled").orElse("true"),
                actions(form, "AlarmActions"),
                actions(form, "OKActions"),
                actions(form, "InsufficientDataActions"),
                clock.instant());
    boolean fresh = alarms.put(name, described) == null;
    if (fresh) {
      tags.put(name, readTags(form));
    }
    return answer("PutCompositeAlarm", "");
  }

  private WireReply describe(List<String> names) {
    String found =
        alarms.entrySet().stream()
            .filter(alarm -> names.isEmpty() || names.contains(alarm.getKey()))
            .map(alarm -> "<member>" + alarm.getValue() + "</member>")
            .collect(Collectors.joining());
    return answer(
        "DescribeAlarms",
        "<DescribeAlarmsResult><CompositeAlarms>%s</CompositeAlarms><MetricAlarms/></DescribeAlarmsResult>"
            .formatted(found));
  }

  private WireReply tags(String name) {
    String found =
        tags.getOrDefault(name, List.of()).stream()
            .map(
                tag ->
                    "<member><Key>%s</Key><Value>%s</Value></member>"
                        .formatted(AwsErrors.escape(tag.key()), AwsErrors.escape(tag.value())))
            .collect(Collectors.joining());
    return answer(
        "ListTagsForResource",
        "<ListTagsForResourceResult><Tags>%s</Tags></ListTagsForResourceResult>".formatted(found));
  }

  private WireReply tag(String name, Call call, Query form) {
    List<Tag> added = readTags(form);
    List<String> gone =
        Stream.concat(members(form, "TagKeys").stream(), added.stream().map(Tag::key)).toList();
    List<Tag> kept =
        tags.getOrDefault(name, List.of()).stream()
            .filter(tag -> !gone.contains(tag.key()))
            .toList();
    tags.put(name, Stream.concat(kept.stream(), added.stream()).toList());
    return answer(call.operation(), "<%sResult/>".formatted(call.operation()));
  }

  private Optional<String> known(Query form) {
    return form.first("ResourceARN")
        .map(arn -> arn.substring(arn.lastIndexOf(':') + 1))
        .filter(alarms::containsKey);
  }

  private static List<Tag> readTags(Query form) {
    return IntStream.rangeClosed(1, 50)
        .mapToObj(i -> "Tags.member." + i + ".")
        .flatMap(
            prefix ->
                form
                    .first(prefix + "Key")
                    .map(key -> new Tag(key, form.first(prefix + "Value").orElse("")))
                    .stream())
        .toList();
  }

  private static String actions(Query form, String list) {
    return members(form, list).stream()
        .map(arn -> "<member>" + AwsErrors.escape(arn) + "</member>")
        .collect(Collectors.joining("", "<" + list + ">", "</" + list + ">"));
  }

  private static List<String> members(Query form, String list) {
    return IntStream.rangeClosed(1, 100)
        .mapToObj(i -> form.first(list + ".member." + i))
        .flatMap(Optional::stream)
        .toList();
  }

  private static String arn(String name) {
    return "arn:aws:cloudwatch:%s:%s:alarm:%s"
        .formatted(Account.REGION, Account.ID, AwsErrors.escape(name));
  }

  private static WireReply answer(String operation, String result) {
    return WireReply.of(
        200,
        "text/xml",
        "<%sResponse xmlns=\"%s\">%s<ResponseMetadata><RequestId>lab</RequestId></ResponseMetadata></%sResponse>"
            .formatted(operation, NAMESPACE, result, operation));
  }
}
