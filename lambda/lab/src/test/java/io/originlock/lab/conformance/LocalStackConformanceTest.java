package io.originlock.lab.conformance;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** The worker's adapters against LocalStack, where there is one. */
@Tag("localstack")
@ExtendWith(LocalStackCloud.class)
class LocalStackConformanceTest
    implements StateLogContract,
        PublishedContract,
        ApiKeyGateContract,
        RequestValidationStepsContract,
        RequestValidationGateContract,
        SignatureGateContract {}
