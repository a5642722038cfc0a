package io.originlock.examine;

import java.util.stream.Stream;

/** All rows of all tables. */
final class Tables {
  private Tables() {}

  static Stream<Row> rows() {
    return Stream.of(
            FoundAtDistributionsTest.hosts(),
            FoundAtDistributionsTest.edges(),
            FoundAtDistributionsTest.functions(),
            FoundAtDistributionsTest.destinations(),
            FoundAtDistributionsTest.permissions(),
            FoundAtDistributionsTest.pages(),
            FoundAtDistributionsTest.probes(),
            FoundAtDistributionsTest.members(),
            FoundAtApisTest.plans(),
            FoundAtApisTest.endpoints(),
            FoundInPoliciesTest.rows(),
            FoundAtApisTest.missing(),
            FoundAtApisTest.methods(),
            FoundAtApisTest.bypasses(),
            FoundAtApisTest.canaries(),
            FoundAtApisTest.webAcls(),
            FoundAtApisTest.leaks())
        .flatMap(rows -> rows);
  }
}
