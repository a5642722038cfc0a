package io.originlock.lab.aws;

import io.originlock.lab.LabException;
import io.originlock.lab.alarms.Alarms;
import io.originlock.lab.alarms.MetricData;
import io.originlock.lab.control.AwsCall;
import io.originlock.lab.control.CallLog;
import io.originlock.lab.control.CallReader;
import io.originlock.lab.control.CompositeAlarms;
import io.originlock.lab.control.ControlPlane;
import io.originlock.lab.control.Faults;
import io.originlock.lab.control.Inventory;
import io.originlock.lab.control.ParameterStoreApi;
import io.originlock.lab.control.SigningKeys;
import io.originlock.lab.control.apigateway.ApiGatewayApi;
import io.originlock.lab.control.apigateway.Limits;
import io.originlock.lab.control.cloudfront.CloudFrontApi;
import io.originlock.lab.control.iam.IamGuard;
import io.originlock.lab.control.iam.Permissions;
import io.originlock.lab.control.iam.Policies;
import io.originlock.lab.control.iam.ServiceControlPolicies;
import io.originlock.lab.control.waf.ClassicWafApi;
import io.originlock.lab.control.waf.WafApi;
import io.originlock.lab.control.waf.WafRecords;
import io.originlock.lab.functions.FunctionMetrics;
import io.originlock.lab.functions.Functions;
import io.originlock.lab.functions.LambdaApi;
import io.originlock.lab.functions.Replicas;
import io.originlock.lab.model.EdgeListener;
import io.originlock.lab.model.Fleet;
import io.originlock.lab.model.Gateways;
import io.originlock.lab.moto.Moto;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.schedule.Pace;
import io.originlock.lab.schedule.Schedules;
import io.originlock.lab.terraform.TerraformRun;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A local AWS: its control plane, the functions deployed in it, and its schedules. */
public final class AwsLab implements AutoCloseable {
  /** AWS takes hours; nobody waits for that here. */
  private static final Duration REPLICAS_STAY = Duration.ofSeconds(5);

  private final Deque<AutoCloseable> parts;
  private final Options options;
  private final MotoClient moto;
  private final CallLog calls = new CallLog();
  private final ServiceControlPolicies organisation = new ServiceControlPolicies();
  private final MetricData data = new MetricData();
  private final Alarms alarms;
  private final Permissions permissions;
  private final Functions functions;
  private final LambdaApi lambda;
  private final Faults faults;
  private final Limits limits;
  private final Inventory inventory;
  private final Schedules schedules;
  private final SigningKeys signingKeys;
  private final ControlPlane control;

  private AwsLab(Options options, Fleet fleet, Gateways gateways, Deque<AutoCloseable> parts) {
    this.options = options;
    this.parts = parts;
    this.moto = keep(Moto.start(options.directory())).client();
    Policies policies = keep(new Policies(moto.endpoint()));
    this.permissions = new Permissions(organisation, policies, options.clock());
    AtomicReference<URI> endpoint = new AtomicReference<>();
    this.functions =
        keep(
            new Functions(
                options.directory(),
                moto,
                permissions,
                endpoint::get,
                options.functions().jvmOptions(),
                options.functions().archives(),
                options.functions().most(),
                new FunctionMetrics(data, options.clock())));
    Pace pace = new Pace(options.clock().instant(), options.control().speed(), options.clock());
    this.alarms =
        new Alarms(moto, data, new QueueMetrics(moto, data)::report, pace::real, options.clock());
    Replicas replicas = new Replicas(functions, moto, options.clock(), REPLICAS_STAY);
    this.lambda =
        keep(new LambdaApi(functions, moto, permissions, replicas, options.clock(), pace::real));
    this.faults = new Faults(functions.callers());
    this.limits = new Limits(options.control().limits(), options.clock());
    WafRecords firewalls = new WafRecords(moto);
    CloudFrontApi cloudFront =
        new CloudFrontApi(fleet, options.clock(), replicas, firewalls::servesCloudFront);
    ClassicWafApi classic = new ClassicWafApi(moto);
    ApiGatewayApi apiGateway =
        new ApiGatewayApi(
            moto,
            gateways,
            arn -> classic.webAcl(arn).or(() -> firewalls.webAcl(arn)),
            classic::ofStage);
    WafApi firewall = new WafApi(moto, firewalls, apiGateway::read, apiGateway::changed);
    CompositeAlarms composites = new CompositeAlarms(options.clock());
    IamGuard guard = new IamGuard(permissions, moto, apiGateway::read, functions::roleOf);
    this.inventory = new Inventory(moto, cloudFront::ids, composites::names);
    this.schedules = keep(new Schedules(moto, lambda, permissions, pace));
    calls.listen(policies::hear);
    calls.listen(guard::hear);
    calls.listen(schedules::hear);
    this.signingKeys = new SigningKeys(moto, functions.served()::runs, options.clock());
    this.control =
        keep(
            ControlPlane.start(
                options.control().port(),
                new CallReader(functions.callers(), options.clock()),
                moto,
                List.of(
                    calls,
                    faults,
                    limits,
                    guard,
                    cloudFront,
                    apiGateway,
                    firewall,
                    classic.handler(path -> apiGateway.read(path).isPresent(), apiGateway::changed),
                    lambda,
                    composites,
                    new ParameterStoreApi(moto),
                    signingKeys)));
    endpoint.set(control.endpoint());
  }

  /** Starts everything. Schedules don't fire until {@link #schedules()} are turned on. */
  public static AwsLab start(Options options, Fleet fleet, Gateways gateways) {
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    try {
      return new AwsLab(options, fleet, gateways, parts);
    } catch (RuntimeException e) {
      // What has started must not outlive a start that failed.
      try {
        stop(parts);
      } catch (LabException alsoFailed) {
        e.addSuppressed(alsoFailed);
      }
      throw e;
    }
  }

  /** What {@code AWS_ENDPOINT_URL} must be. */
  public URI endpoint() {
    return control.endpoint();
  }

  /** Every call so far, who made it and how it went. */
  public CallLog calls() {
    return calls;
  }

  /** Hears of every call after it was answered. */
  public void listen(Consumer<AwsCall> listener) {
    calls.listen(listener);
  }

  /** Makes chosen calls fail. */
  public Faults faults() {
    return faults;
  }

  /** What is refused for being too often. */
  public Limits limits() {
    return limits;
  }

  /** Runs, kills and measures functions. */
  public Functions functions() {
    return functions;
  }

  /** The keys of authorizers. */
  public SigningKeys signingKeys() {
    return signingKeys;
  }

  /** What the account's organisation denies to Terraform and to functions. */
  public ServiceControlPolicies organisation() {
    return organisation;
  }

  /** What functions were refused, and which grants nothing needed. */
  public Permissions permissions() {
    return permissions;
  }

  /** The schedules that Terraform declared. */
  public Schedules schedules() {
    return schedules;
  }

  /** The alarms that somebody made, by what was measured. */
  public Alarms alarms() {
    return alarms;
  }

  /** What CloudFront's edges must tell, for its metrics. */
  public EdgeListener edgeMetrics() {
    return new EdgeMetrics(data);
  }

  /** Everything that exists, by kind. */
  public Map<String, List<String>> inventory() {
    return inventory.take();
  }

  /** moto itself, past the control plane: nothing is counted, checked or mended. */
  public MotoClient moto() {
    return moto;
  }

  /**
   * Terraform against this lab.
   *
   * @param configuration the directory of the root module
   * @param name of the state, for the lab's directory
   */
  public TerraformRun terraform(
      Path configuration, String name, Map<String, Object> variables, Consumer<String> progress) {
    return keep(
        new TerraformRun(
            configuration,
            options.directory().resolve("terraform").resolve(name),
            endpoint(),
            variables,
            progress,
            Duration.ofMinutes(20)));
  }

  @Override
  public void close() {
    stop(parts);
  }

  private static void stop(Deque<AutoCloseable> parts) {
    LabException failure = null;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LabException wrapped =
            new LabException("the lab", "stop a part of it", "See the cause.", e);
        if (failure == null) {
          failure = wrapped;
        } else {
          failure.addSuppressed(wrapped);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
  }
}
