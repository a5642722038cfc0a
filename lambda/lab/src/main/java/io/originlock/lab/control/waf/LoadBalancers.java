package io.originlock.lab.control.waf;

import io.originlock.lab.control.Query;
import io.originlock.lab.moto.MotoClient;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The Application Load Balancers that web ACLs stand before. No request reaches one in the lab:
 * only what WAF answers of them is AWS's.
 */
final class LoadBalancers {
  private static final String KIND = ":loadbalancer/app/";

  private final MotoClient moto;
  private final Map<String, String> webAcls = new ConcurrentHashMap<>();

  LoadBalancers(MotoClient moto) {
    this.moto = moto;
  }

  /** Whether an ARN is of one, be it there or not. */
  static boolean are(String resource) {
    return resource.startsWith("arn:aws:elasticloadbalancing:") && resource.contains(KIND);
  }

  boolean exist(String resource) {
    return moto.query(
            "elasticloadbalancing",
            "Action=DescribeLoadBalancers&Version=2015-12-01&LoadBalancerArns.member.1="
                + Query.encode(resource))
        .ok();
  }

  void associate(String resource, String webAcl) {
    webAcls.put(resource, webAcl);
  }

  void dissociate(String resource) {
    webAcls.remove(resource);
  }

  /** Whether a web ACL stands before one that is still there. */
  boolean have(String webAcl) {
    return webAcls.entrySet().stream()
        .anyMatch(each -> each.getValue().equals(webAcl) && exist(each.getKey()));
  }
}
