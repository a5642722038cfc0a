package io.originlock.lab.e2e;

import io.originlock.lab.gate.WebAclView;

/** The same with the gate web-acl. */
final class RestedWebAclLock extends RestedLock {
  RestedWebAclLock() {
    super(new WebAclView());
  }
}
