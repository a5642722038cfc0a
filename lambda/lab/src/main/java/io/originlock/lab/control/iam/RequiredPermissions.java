package io.originlock.lab.control.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.originlock.lab.control.Call;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What AWS demands of a caller for each call, dependent actions included. */
final class RequiredPermissions {
  private static final String PARAMETER =
      "arn:aws:ssm:%s:%s:parameter".formatted(Account.REGION, Account.ID);

  private final MotoClient moto;

  private final ApiGatewayPermissions apiGateway;

  RequiredPermissions(MotoClient moto, Function<String, Optional<JsonNode>> apiGateway) {
    this.moto = moto;
    this.apiGateway = new ApiGatewayPermissions(apiGateway);
  }

  List<Permission> of(Call call) {
    return switch (call.service()) {
      case "apigateway" -> apiGateway.of(call, body(call));
      case "cloudfront" -> cloudFront(call);
      case "ssm" -> ssm(call);
      case "lambda" ->
          List.of(
              Permission.of(
                  call.operation().equals("Invoke")
                      ? "lambda:InvokeFunction"
                      : "lambda:" + call.operation(),
                  call.resource()));
      case "sqs" -> List.of(Permission.of("sqs:" + call.operation(), queueArn(call.resource())));
      case "monitoring" -> List.of(Permission.of("cloudwatch:" + call.operation(), "*"));
      default ->
          List.of(
              Permission.of(
                  call.service() + ":" + call.operation(),
                  call.resource().startsWith("arn:") ? call.resource() : "*"));
    };
  }

  private List<Permission> cloudFront(Call call) {
    List<Permission> needed = new ArrayList<>();
    String action =
        call.operation().equals("CreateDistributionWithTags")
            ? "CreateDistribution"
            : call.operation();
    needed.add(
        Permission.of(
            "cloudfront:" + action, call.resource().startsWith("arn:") ? call.resource() : "*"));
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

  private List<Permission> ssm(Call call) {
    JsonNode body = body(call);
    String action = "ssm:" + call.operation();
    Map<String, List<String>> context = new LinkedHashMap<>();
    body.path("Tags")
        .forEach(
            tag ->
                context.put(
                    "aws:RequestTag/" + tag.path("Key").asText(),
                    List.of(tag.path("Value").asText())));
    if (call.operation().equals("PutParameter")) {
      context.put("ssm:Overwrite", List.of(body.path("Overwrite").asText("false")));
    }
    Stream<String> names =
        body.path("Names").isArray()
            ? StreamSupport.stream(body.path("Names").spliterator(), false).map(JsonNode::asText)
            : Stream.of(body.path("Name").asText(body.path("Path").asText("")));
    List<String> resources =
        names
            .map(RequiredPermissions::parameterArn)
            .collect(Collectors.toCollection(ArrayList::new));
    if (call.operation().equals("GetParametersByPath")) {
      // AWS names the path as the caller wrote it, with its last slash or without: ask for both.
      resources.add(resources.get(0) + "/");
    }
    List<Permission> needed = new ArrayList<>();
    resources.forEach(resource -> needed.add(new Permission(action, resource, context)));
    needed.addAll(kms(call.operation(), body, resources));
    return needed;
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
                customerKey(resource).map(key -> kms("kms:Decrypt", key, resource)).stream())
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
