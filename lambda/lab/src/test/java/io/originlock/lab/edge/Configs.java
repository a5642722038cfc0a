package io.originlock.lab.edge;

/** Hand-made distribution configurations, as CloudFront's API takes them. */
public final class Configs {

  private Configs() {}

  /** One origin, everything forwarded but Host, and this header added. */
  public static String presenting(String originDomain, String header, String value) {
    return of(true, originDomain, "/prod", header, value, "");
  }

  /** The same with other elements in place of the policies of the default behaviour. */
  public static String forwarding(
      String originDomain, String header, String value, String settings) {
    return presenting(originDomain, header, value)
        .replaceFirst("<CachePolicyId>[^/]*</CachePolicyId>", "")
        .replaceFirst("<OriginRequestPolicyId>[^/]*</OriginRequestPolicyId>", settings);
  }

  /** The same with a function for origin requests. */
  public static String signing(String originDomain, String header, String value, String function) {
    String association =
        "<LambdaFunctionAssociations><Quantity>1</Quantity><Items><LambdaFunctionAssociation>"
            + "<LambdaFunctionARN>"
            + function
            + "</LambdaFunctionARN><EventType>origin-request</EventType>"
            + "</LambdaFunctionAssociation></Items></LambdaFunctionAssociations>";
    return presenting(originDomain, header, value)
        .replace("</DefaultCacheBehavior>", association + "</DefaultCacheBehavior>");
  }

  /** The same with every part chosen; {@code more} goes before the default behaviour. */
  public static String of(
      boolean enabled,
      String originDomain,
      String originPath,
      String header,
      String value,
      String more) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <DistributionConfig xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/">
      <CallerReference>one</CallerReference>
      <Origins><Quantity>2</Quantity><Items>
        <Origin><Id>api</Id><DomainName>%s</DomainName><OriginPath>%s</OriginPath>
          <CustomHeaders><Quantity>1</Quantity><Items>
            <OriginCustomHeader><HeaderName>%s</HeaderName><HeaderValue>%s</HeaderValue></OriginCustomHeader>
          </Items></CustomHeaders>
        </Origin>
        <Origin><Id>other</Id><DomainName>other.test</DomainName><OriginPath></OriginPath></Origin>
      </Items></Origins>
      %s
      <DefaultCacheBehavior>
        <TargetOriginId>api</TargetOriginId>
        <CachePolicyId>4135ea2d-6df8-44a3-9df3-4b5a84be39ad</CachePolicyId>
        <OriginRequestPolicyId>b689b0a8-53d0-40ab-baf2-68738e2966ac</OriginRequestPolicyId>
        <AllowedMethods><Quantity>3</Quantity><Items><Method>GET</Method><Method>HEAD</Method><Method>OPTIONS</Method></Items></AllowedMethods>
      </DefaultCacheBehavior>
      <Enabled>%s</Enabled>
    </DistributionConfig>
    """
        .formatted(originDomain, originPath, header, value, more, enabled)
        .strip();
  }
}
