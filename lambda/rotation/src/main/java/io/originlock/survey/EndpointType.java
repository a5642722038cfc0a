package io.originlock.survey;

/** The types of endpoint that an API or a domain name of API Gateway has. */
public enum EndpointType {
  EDGE,
  REGIONAL,
  PRIVATE
}
