package io.originlock.engine;

import java.util.List;
import java.util.Set;

/**
 * A stage as a desired state.
 *
 * @param presented whose headers CloudFront must send
 * @param open whether the gate lets everything through
 * @param honoured whose secrets the gate lets through
 * @param exit what must hold before the stage may be left
 */
record StagePlan(Set<Role> presented, boolean open, Set<Role> honoured, List<Condition> exit) {}
