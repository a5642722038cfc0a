package io.originlock.lab.e2e;

/** The same with the gate web-acl. */
final class RestedWebAclLock extends RestedLock {
  RestedWebAclLock() {
    super("web-acl");
  }
}
