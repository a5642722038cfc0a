package io.originlock.lab.model;

import io.originlock.lab.model.RequestPolicy.Choice;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The policies that CloudFront has for everybody.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html">Managed
 *     origin request policies</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html">Managed
 *     cache policies</a>
 */
public final class ManagedPolicies {

  private ManagedPolicies() {}

  /** A managed policy; its name lacks the {@code Managed-} that CloudFront's API puts before it. */
  public record OriginRequest(String id, String name, RequestPolicy request) {}

  /**
   * A managed cache policy.
   *
   * @param ttls the least, the usual and the greatest time in a cache, in seconds
   * @param encodings {@code none}, {@code gzip} or {@code gzip,brotli}: what of Accept-Encoding is
   *     in the key
   */
  public record Cache(
      String id, String name, RequestPolicy request, List<Long> ttls, String encodings) {}

  /** Every origin request policy. */
  public static List<OriginRequest> originRequest() {
    return """
    216adef6-5c7f-47e4-b989-5492eafa07d3 AllViewer allViewer all all
    33f36d7e-f396-46d9-90e0-52428a34d9dc AllViewerAndCloudFrontHeaders-2022-06 \
    allViewerAndWhitelistCloudFront:CloudFront-Forwarded-Proto,CloudFront-Is-Android-Viewer,\
    CloudFront-Is-Desktop-Viewer,CloudFront-Is-IOS-Viewer,CloudFront-Is-Mobile-Viewer,\
    CloudFront-Is-SmartTV-Viewer,CloudFront-Is-Tablet-Viewer,CloudFront-Viewer-Address,\
    CloudFront-Viewer-ASN,CloudFront-Viewer-City,CloudFront-Viewer-Country,\
    CloudFront-Viewer-Country-Name,CloudFront-Viewer-Country-Region,\
    CloudFront-Viewer-Country-Region-Name,CloudFront-Viewer-Http-Version,\
    CloudFront-Viewer-Latitude,CloudFront-Viewer-Longitude,CloudFront-Viewer-Metro-Code,\
    CloudFront-Viewer-Postal-Code,CloudFront-Viewer-Time-Zone,CloudFront-Viewer-TLS all all
    b689b0a8-53d0-40ab-baf2-68738e2966ac AllViewerExceptHostHeader allExcept:Host all all
    59781a5b-3903-41f3-afcb-af62929ccde1 CORS-CustomOrigin whitelist:Origin none none
    88a5eaf4-2fd4-4709-b370-b4c650ea3fcf CORS-S3Origin \
    whitelist:Origin,Access-Control-Request-Headers,Access-Control-Request-Method none none
    775133bc-15f2-49f9-abea-afb2e0bf67d2 Elemental-MediaTailor-PersonalizedManifests \
    whitelist:Origin,Access-Control-Request-Headers,Access-Control-Request-Method,User-Agent,\
    X-Forwarded-For none all
    bf0718e1-ba1e-49d1-88b1-f726733018ae HostHeaderOnly whitelist:Host none none
    acba4595-bd28-49b8-b9fe-13317c0390fa UserAgentRefererHeaders whitelist:User-Agent,Referer \
    none none
    """
        .lines()
        .map(line -> line.split(" "))
        .map(row -> new OriginRequest(row[0], row[1], request(row)))
        .toList();
  }

  /** Every cache policy. */
  public static List<Cache> cache() {
    return """
    2e54312d-136d-493c-8eb9-b001f22f67d2 Amplify \
    whitelist:Authorization,CloudFront-Viewer-Country,Host all all 2 2 600 gzip,brotli
    4135ea2d-6df8-44a3-9df3-4b5a84be39ad CachingDisabled none none none 0 0 0 none
    658327ea-f89d-4fab-a63d-7e88639e58f6 CachingOptimized none none none \
    1 86400 31536000 gzip,brotli
    b2884449-e4de-46a7-ac36-70bc7f1ddd6d CachingOptimizedForUncompressedObjects \
    none none none 1 86400 31536000 none
    08627262-05a9-4f76-9ded-b50ca2e3a84f Elemental-MediaPackage whitelist:Origin none \
    whitelist:aws.manifestfilter,start,end,m 0 86400 31536000 gzip
    83da9c7e-98b4-4e11-a168-04f0df8e2c65 UseOriginCacheControlHeaders \
    whitelist:Host,Origin,X-HTTP-Method-Override,X-HTTP-Method,X-Method-Override all none \
    0 0 31536000 gzip,brotli
    4cc15a8a-d715-48a4-82b8-cc0b614638fe UseOriginCacheControlHeaders-QueryStrings \
    whitelist:Host,Origin,X-HTTP-Method-Override,X-HTTP-Method,X-Method-Override all all \
    0 0 31536000 gzip,brotli
    """
        .lines()
        .map(line -> line.split(" "))
        .map(
            row ->
                new Cache(
                    row[0],
                    row[1],
                    request(row),
                    List.of(Long.valueOf(row[5]), Long.valueOf(row[6]), Long.valueOf(row[7])),
                    row[8]))
        .toList();
  }

  /** All that a behaviour may name where nobody made a policy. */
  public static EdgePolicies all() {
    return new EdgePolicies(
        cache().stream().collect(Collectors.toMap(Cache::id, Cache::request)),
        originRequest().stream()
            .collect(Collectors.toMap(OriginRequest::id, OriginRequest::request)),
        Map.of());
  }

  private static RequestPolicy request(String[] row) {
    return new RequestPolicy(Choice.parse(row[2]), Choice.parse(row[3]), Choice.parse(row[4]));
  }
}
