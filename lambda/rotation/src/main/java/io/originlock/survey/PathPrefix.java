package io.originlock.survey;

/**
 * The first parts of a path.
 *
 * @param path begins and ends with a slash; the root is one
 */
public record PathPrefix(String path) {

  /** With or without slashes at its ends; empty for the root. */
  public PathPrefix {
    String plain = path.replaceAll("^/+|/+$", "");
    path = plain.isEmpty() ? "/" : "/" + plain + "/";
  }

  /** Whether a request below one of them may be below the other. */
  public boolean meets(PathPrefix other) {
    return path.startsWith(other.path) || other.path.startsWith(path);
  }
}
