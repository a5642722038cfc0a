package io.originlock.audit;

import java.util.List;

/**
 * What an audit of the deployed API found.
 *
 * @param doors the open doors, in the order of where they are
 * @param options the OPTIONS methods that can be reached without the secret, as {@code "<stage>:
 *     OPTIONS <path>"}: a browser's preflight can carry none, so they are no open doors
 * @param methods how many methods of the protected stages were looked at, OPTIONS left out
 */
public record Audit(List<OpenDoor> doors, List<String> options, int methods) {
  public Audit {
    doors = List.copyOf(doors);
    options = List.copyOf(options);
  }
}
