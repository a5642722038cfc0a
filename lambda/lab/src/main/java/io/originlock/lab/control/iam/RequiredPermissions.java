package io.originlock.lab.control.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.originlock.lab.control.AwsCall;
import io.originlock.lab.control.Call;
import io.originlock.lab.control.ConfigCache;
import io.originlock.lab.control.cloudfront.References;
import io.originlock.lab.iam.Permission;
import io.originlock.lab.model.Account;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.moto.WireReply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What AWS demands of a caller for each call, dependent actions included. */
final class RequiredPermissions {
  private static final String PARAMETER =
      "arn:aws:ssm:%s:%s:parameter".formatted(Account.REGION, Account.ID);

  private final MotoClient moto;
  private final ConfigCache<Optional<String>> customerKeys = new ConfigCache<>();
  private final ApiGatewayPermissions apiGateway;
  private final IamPermissions iam;

  RequiredPermissions(MotoClient moto, Function<String, Optional<JsonNode>> apiGateway) {
    this.moto = moto;
    this.apiGateway = new ApiGatewayPermissions(apiGateway);
    this.iam = new IamPermissions(moto);
  }

  /** Forgets the keys of parameters when somebody writes one. */
  void hear(AwsCall call) {
    if (call.service().equals("ssm") && call.writes()) {
      customerKeys.clear();
    }
  }

  List<Permission> of(Call call) {
    JsonNode body = body(call);
    Map<String, List<String>> tags = RequestTags.of(call, body);
    return Creation.of(call, body)
        .map(creation -> created(creation.action(), creation.resource(), tags, creation.tagging()))
        .orElseGet(() -> of(call, body, tags));
  }

  private List<Permission> of(Call call, JsonNode body, Map<String, List<String>> tags) {
    return switch (call.service()) {
      case "apigateway" -> apiGateway.of(call, body, tags);
      case "cloudfront" -> cloudFront(call, tags);
      case "iam" -> iam.of(call, tags);
      case "ssm" -> ssm(call, body, tags);
      case "lambda" ->
          List.of(
              new Permission(
                  call.operation().equals("Invoke")
                      ? "lambda:InvokeFunction"
                      : "lambda:" + call.operation(),
                  call.resource(),
                  tags));
      case "sqs" ->
          List.of(new Permission("sqs:" + call.operation(), queueArn(call.resource()), tags));
      case "monitoring" -> List.of(new Permission("cloudwatch:" + call.operation(), "*", tags));
      default -> List.of(permission(call, tags));
    };
  }

  private static Permission permission(Call call, Map<String, List<String>> context) {
    return new Permission(
        call.service() + ":" + call.operation(),
        call.resource().startsWith("arn:") ? call.resource() : "*",
        context);
  }

  /** A creation with tags asks for the permission to tag as well. */
  static List<Permission> created(
      String action, String resource, Map<String, List<String>> context, String tagging) {
    Permission itself = new Permission(action, resource, context);
    return context.containsKey("aws:TagKeys")
        ? List.of(itself, new Permission(tagging, resource, context))
        : List.of(itself);
  }

  private static List<Permission> cloudFront(Call call, Map<String, List<String>> tags) {
    List<Permission> needed = new ArrayList<>();
    needed.add(permission(call, tags));
    if (call.operation().equals("UpdateDistribution")) {
      References references = References.in(call.request().text());
      // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cf-api-permissions-ref.html
      references
          .webAcl()
          .filter(acl -> acl.startsWith("arn:"))
          .ifPresent(acl -> needed.add(Permission.of("wafv2:GetWebACL", acl)));
      // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html
      references
          .functions()
          .forEach(
              function -> {
                needed.add(Permission.of("lambda:GetFunction", function));
                needed.add(Permission.of("lambda:EnableReplication*", function));
              });
      references
          .logBucket()
          .map(domain -> "arn:aws:s3:::" + domain.replaceAll("\\.s3[.-].*$|\\.s3$", ""))
          .ifPresent(
              bucket -> {
                needed.add(Permission.of("s3:GetBucketAcl", bucket));
                needed.add(Permission.of("s3:PutBucketAcl", bucket));
              });
    }
    return needed;
  }

  private List<Permission> ssm(Call call, JsonNode body, Map<String, List<String>> tags) {
    String action = "ssm:" + call.operation();
    Map<String, List<String>> context = new LinkedHashMap<>(tags);
    if (call.operation().equals("PutParameter")) {
      context.put("ssm:Overwrite", List.of(body.path("Overwrite").asText("false")));
    }
    List<String> resources = new ArrayList<>(parameters(body));
    if (call.operation().equals("GetParametersByPath")) {
      // AWS names the path as the caller wrote it, with its last slash or without: ask for both.
      resources.add(resources.get(0) + "/");
    }
    List<Permission> needed = new ArrayList<>();
    resources.forEach(
        resource ->
            needed.addAll(
                call.operation().equals("PutParameter")
                    ? created(action, resource, context, "ssm:AddTagsToResource")
                    : List.of(new Permission(action, resource, context))));
    needed.addAll(kms(call.operation(), body, resources));
    return needed;
  }

  /** The ARNs of the parameters that a call names; {@code *} if it names none. */
  private static List<String> parameters(JsonNode body) {
    if (body.path("Names").isArray()) {
      return body.path("Names").valueStream().map(name -> parameterArn(name.asText())).toList();
    }
    return Stream.of("Name", "Path", "ResourceId")
        .filter(body::hasNonNull)
        .map(name -> parameterArn(body.path(name).asText()))
        .findFirst()
        .map(List::of)
        .orElse(List.of("*"));
  }

  /**
   * A customer's key asks for its own permissions; the AWS managed one, {@code alias/aws/ssm}, asks
   * for none.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html">How
   *     Parameter Store uses KMS</a>
   */
  private List<Permission> kms(String operation, JsonNode body, List<String> resources) {
    if (operation.equals("PutParameter") && body.path("KeyId").asText("").startsWith("arn:")) {
      String action =
          body.path("Tier").asText("").equals("Advanced") ? "kms:GenerateDataKey" : "kms:Encrypt";
      return List.of(kms(action, body.path("KeyId").asText(), resources.get(0)));
    }
    if (!operation.startsWith("Get") || !body.path("WithDecryption").asBoolean()) {
      return List.of();
    }
    return resources.stream()
        .flatMap(
            resource ->
                customerKeys
                    .get(resource, this::customerKey)
                    .map(key -> kms("kms:Decrypt", key, resource))
                    .stream())
        .toList();
  }

  private static Permission kms(String action, String key, String parameter) {
    return new Permission(
        action,
        key,
        Map.of(
            "kms:EncryptionContext:PARAMETER_ARN", List.of(parameter),
            "kms:ViaService", List.of("ssm." + Account.REGION + ".amazonaws.com")));
  }

  private Optional<String> customerKey(String parameterArn) {
    String name = parameterArn.substring(PARAMETER.length());
    JsonNode answer =
        moto.parse(
            moto.target(
                "ssm",
                "AmazonSSM.DescribeParameters",
                "{\"ParameterFilters\":[{\"Key\":\"%s\",\"Values\":[\"%s\"]}]}"
                    .formatted(name.endsWith("/") ? "Path" : "Name", trimmed(name))));
    return Optional.of(answer.path("Parameters").path(0).path("KeyId").asText(""))
        .filter(key -> key.startsWith("arn:"));
  }

  private static String parameterArn(String name) {
    if (name.startsWith("arn:")) {
      return name;
    }
    return PARAMETER + trimmed(name.startsWith("/") ? name : "/" + name);
  }

  private static String trimmed(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static String queueArn(String url) {
    return "arn:aws:sqs:%s:%s:%s"
        .formatted(Account.REGION, Account.ID, url.substring(url.lastIndexOf('/') + 1));
  }

  private JsonNode body(Call call) {
    if (call.request().body().length == 0 || call.request().body()[0] != '{') {
      return MissingNode.getInstance();
    }
    return moto.parse(new WireReply(200, Map.of(), call.request().body()));
  }
}
