package io.originlock.aws;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes out of a text of AWS's what is, or may be, a secret. AWS quotes what it does not like:
 * whole or cut off, escaped for JSON, XML or URLs.
 *
 * <ul>
 *   <li>By value: every piece of 8 characters or more of a secret that the call carried, in any
 *       case and escape; a shorter secret as a whole.
 *   <li>By form: every run of 20 or more letters, digits and signs of Base64, but for words, ids
 *       and ARNs. 20 characters are the least that an API key has; digests and names of lock
 *       headers are longer.
 * </ul>
 */
final class Redaction {
  private static final String HIDDEN = "[redacted]";

  /** The longest text that is passed on; a configuration that AWS quotes says nothing more. */
  private static final int LONGEST = 600;

  /** What is read of it at all. */
  private static final int READ = 8_000;

  /** The shortest piece of a carried secret that is taken out. */
  private static final int PIECE = 8;

  /** Of a header's value that is shorter than this, nothing is secret: {@code 1}, {@code on}. */
  private static final int SHORTEST = 4;

  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9+/_~%\\\\-]{20,}={0,2}");
  private static final Pattern WORD = Pattern.compile("[a-z]{1,18}");
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9]+");
  private static final Pattern ARN = Pattern.compile("arn:[a-z-]+:[a-z0-9-]+:[^\\s\"'<>,;)]*");

  /** Nothing but padding and Base64's own sign looks so: such a run is hidden as a whole. */
  private static final Pattern BASE64 = Pattern.compile(".*\\+.*|.*==");

  /** Ids, numbers and words: one case alone, or AWS's own names such as {@code LockToken}. */
  private static final Pattern KNOWN =
      Pattern.compile(
          "[0-9]{1,19}|[A-Z]{1,19}|[a-z0-9]{1,12}|[A-Z0-9]{1,14}"
              + "|(WAF|SSM|KMS|API|ARN|ACL|IAM|TLS|SSL|HTTP|HTTPS|URI|URL|Id|If|In|By|Of|On|To"
              + "|[A-Z]?[a-z]{2,18})([A-Z][a-z]{2,18}|ARN|ACL|API|IAM|Id|If|In|By|Of|On|To)*");

  private Redaction() {}

  /**
   * @param text null or blank for none
   * @param carried the secrets in the call; the text may quote them
   * @return one line
   */
  static String of(String text, Collection<String> carried) {
    if (text == null || text.isBlank()) {
      return "";
    }
    String read = text.substring(0, Math.min(READ, text.length()));
    BitSet hidden = new BitSet(read.length());
    carried.stream()
        .filter(secret -> secret.length() >= SHORTEST)
        .flatMap(Redaction::written)
        .forEach(secret -> hide(read, secret, hidden));
    hideByForm(read, hidden);
    return line(read, hidden);
  }

  /** The ways in which AWS may write a secret. */
  private static Stream<String> written(String secret) {
    String json = secret.replace("\\", "\\\\").replace("\"", "\\\"");
    String xml = secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return Stream.of(
            secret,
            URLEncoder.encode(secret, StandardCharsets.UTF_8),
            URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"),
            json,
            json.replace("/", "\\/"),
            xml,
            xml.replace("\"", "&quot;").replace("'", "&apos;"),
            xml.replace("\"", "&#34;").replace("'", "&#39;"),
            Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)))
        .distinct();
  }

  /** Hides every piece that text and secret have in common. */
  private static void hide(String text, String secret, BitSet hidden) {
    String in = text.toLowerCase(Locale.ROOT);
    String what = secret.toLowerCase(Locale.ROOT);
    int least = Math.min(PIECE, what.length());
    int[] common = new int[what.length() + 1];
    for (int i = 0; i < in.length(); i++) {
      for (int j = what.length(); j > 0; j--) {
        common[j] = in.charAt(i) == what.charAt(j - 1) ? common[j - 1] + 1 : 0;
        if (common[j] >= least) {
          hidden.set(i + 1 - common[j], i + 1);
        }
      }
    }
  }

  private static void hideByForm(String text, BitSet hidden) {
    BitSet arns = new BitSet(text.length());
    ARN.matcher(text).results().forEach(arn -> arns.set(arn.start(), arn.end()));
    for (Matcher run = RUN.matcher(text); run.find(); ) {
      if (BASE64.matcher(run.group()).matches()) {
        hidden.set(run.start(), run.end());
      }
      Matcher part = PART.matcher(text).region(run.start(), run.end());
      boolean strange = false;
      while (part.find() && !strange) {
        boolean named = arns.get(part.start()) && part.group().length() < 20;
        strange = !named && !KNOWN.matcher(part.group()).matches();
      }
      // What stands beside a strange part may be the rest of it: plain words alone stay.
      part.region(run.start(), run.end());
      while (strange && part.find()) {
        if (!WORD.matcher(part.group()).matches()) {
          hidden.set(part.start(), part.end());
        }
      }
    }
  }

  private static String line(String text, BitSet hidden) {
    StringBuilder line = new StringBuilder();
    for (int at = 0; at < text.length(); ) {
      boolean secret = hidden.get(at);
      int end = secret ? hidden.nextClearBit(at) : hidden.nextSetBit(at);
      end = end < 0 || end > text.length() ? text.length() : end;
      line.append(secret ? HIDDEN : text.substring(at, end));
      at = end;
    }
    String whole = line.toString().replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST) + " …";
  }
}
