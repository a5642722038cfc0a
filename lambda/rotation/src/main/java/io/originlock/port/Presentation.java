package io.originlock.port;

import io.originlock.model.Header;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What one distribution is configured to present, by one answer of CloudFront's.
 *
 * @param distribution its id
 * @param version what tells this configuration from every later one
 * @param headers by origin id, for the origins that the lock covers: the gate's headers there, in
 *     the order of their names
 * @param deployed whether, in that same answer, every edge had this configuration
 * @param needed whether edges may refuse viewers by themselves if they have none of these headers
 * @param leads the lock's stages to which a covered origin leads, each with that origin's host, or
 *     with that and why it is not known where it leads: then it may be to any of them. Looked up
 *     for a released distribution alone
 */
public record Presentation(
    String distribution,
    String version,
    Map<String, List<Header>> headers,
    boolean deployed,
    boolean needed,
    Map<String, String> leads) {

  /** Of a listed distribution. */
  public Presentation(
      String distribution,
      String version,
      Map<String, List<Header>> headers,
      boolean deployed,
      boolean needed) {
    this(distribution, version, headers, deployed, needed, Map.of());
  }

  /** Of edges that send the headers on and do nothing else with them. */
  public Presentation(
      String distribution, String version, Map<String, List<Header>> headers, boolean deployed) {
    this(distribution, version, headers, deployed, false);
  }

  public Presentation {
    headers = Map.copyOf(headers);
    leads = Map.copyOf(leads);
  }

  /** The gate's headers on every covered origin, one after the other. */
  public List<Header> allHeaders() {
    return headers.values().stream().flatMap(List::stream).toList();
  }

  /** Whether each covered origin has at least these headers. */
  public boolean carries(List<Header> wanted) {
    return headers.values().stream().allMatch(each -> each.containsAll(wanted));
  }

  /** Whether some covered origin has a header that is not among these. */
  public boolean loses(List<Header> wanted) {
    return headers.values().stream().anyMatch(each -> !wanted.containsAll(each));
  }

  /** Whether each covered origin has exactly these headers. */
  public boolean shows(List<Header> wanted) {
    List<Header> sorted = wanted.stream().sorted(Comparator.comparing(Header::name)).toList();
    return headers.values().stream().allMatch(sorted::equals);
  }
}
