package io.originlock.lab.conformance;

import org.junit.jupiter.api.extension.ExtendWith;

/** The worker's adapters against the lab. */
@ExtendWith(LabCloud.class)
class LabConformanceTest
    implements StateLogContract,
        PublishedContract,
        ApiKeyGateContract,
        RequestValidationGateContract,
        SignatureGateContract {}
