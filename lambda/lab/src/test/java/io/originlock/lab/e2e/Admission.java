package io.originlock.lab.e2e;

/** Resource policies of a REST API, by whom they let in. */
enum Admission {
  EVERYBODY(""),
  /** Somebody's network alone: no viewer comes from there. */
  ONE_NETWORK("192.0.2.0/24"),
  /** CloudFront's addresses alone, the lab's edges among them. */
  CLOUDFRONT("130.176.0.0/17");

  private final String network;

  Admission(String network) {
    this.network = network;
  }

  String policy() {
    String condition =
        network.isEmpty()
            ? ""
            : ",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"%s\"}}".formatted(network);
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\","
        + "\"Action\":\"execute-api:Invoke\",\"Resource\":\"execute-api:/*\"%s}]}"
            .formatted(condition);
  }
}
