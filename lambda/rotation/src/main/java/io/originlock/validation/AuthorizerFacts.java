package io.originlock.validation;

import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;

/**
 * All that an authorizer is, in one text. A text's parts may hold anything; it is only compared.
 *
 * @param name its name
 * @param type {@code TOKEN}, {@code REQUEST} or {@code COGNITO_USER_POOLS}, in any letters
 * @param uri of its function; null for user pools
 * @param credentials the role that calls it, or null
 * @param secondsCached how long an answer is kept; null for the usual 300
 * @param identity where it finds what it looks at, or null
 * @param validation what that must look like, or null
 * @param userPools their ARNs
 */
record AuthorizerFacts(
    String name,
    String type,
    String uri,
    String credentials,
    Integer secondsCached,
    String identity,
    String validation,
    Collection<String> userPools) {
  private static final int USUAL_SECONDS = 300;

  String text() {
    boolean pools = "COGNITO_USER_POOLS".equalsIgnoreCase(type);
    return String.join(
        "\n",
        said(name),
        said(type).toLowerCase(Locale.ROOT),
        said(uri),
        said(credentials),
        // User pools keep no answers.
        pools ? "" : String.valueOf(secondsCached == null ? USUAL_SECONDS : secondsCached),
        // A list of sources has spaces behind its commas, or none.
        said(identity).replaceAll("\\s*,\\s*", ","),
        said(validation),
        new TreeSet<>(userPools).toString());
  }

  private static String said(String text) {
    return text == null ? "" : text;
  }
}
