package io.originlock.lab.conformance;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** The contracts' tests. */
final class Contracts {
  private Contracts() {}

  static List<Method> tests() {
    return ReflectionSupport.findMethods(
        LocalStackConformanceTest.class,
        method -> method.isAnnotationPresent(Test.class),
        HierarchyTraversalMode.TOP_DOWN);
  }
}
