package io.originlock.lab.model;

/** The hosts of API Gateway's data plane, as the control plane sees them. */
public interface Gateways {

  /** Something that requests depend on has changed: each host learns of it at its own time. */
  void push(ApiCatalog catalog);
}
