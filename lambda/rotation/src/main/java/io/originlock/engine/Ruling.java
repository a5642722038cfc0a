package io.originlock.engine;

import io.originlock.model.Stage;

/**
 * What is done with an action in a stage. {@code status} and {@code may_leave} only read, {@code
 * restore} looks at the log before there is a stage, and {@code audit} asks for none; they are left
 * out.
 *
 * <table>
 * <caption>Actions by stage</caption>
 * <tr><th></th><th>open</th><th>engage</th><th>idle</th><th>rotating</th><th>leaving</th></tr>
 * <tr><td>engage</td><td>begin</td><td>go on</td><td>go on</td><td>go on</td><td>refuse</td></tr>
 * <tr><td>disengage</td><td>nothing</td><td>leave</td><td>leave</td><td>leave</td><td>go on</td></tr>
 * <tr><td>enforce</td><td>refuse</td><td>enforce</td><td>enforce</td><td>enforce</td><td>refuse</td></tr>
 * <tr><td>unenforce</td><td>nothing</td><td>open</td><td>open</td><td>open</td><td>go on</td></tr>
 * <tr><td>rotate</td><td>refuse</td><td>remember</td><td>start</td><td>remember</td><td>refuse</td></tr>
 * <tr><td>tick</td><td>nothing</td><td>go on</td><td>go on</td><td>go on</td><td>go on</td></tr>
 * <tr><td>pause, unpause</td><td>refuse</td><td>mark</td><td>mark</td><td>mark</td><td>mark</td></tr>
 * <tr><td>revoke</td><td>refuse</td><td>replace</td><td>replace</td><td>replace</td><td>replace</td></tr>
 * </table>
 */
enum Ruling {
  /** A log is begun and the first secret made, or taken over. */
  BEGIN,
  /** A rotation starts. */
  START,
  /** Remembered once, and started when the lock is idle again. */
  REMEMBER,
  /** The way out begins. */
  LEAVE,
  /** The gate closes once every edge has presented the secret for a soak, from now on. */
  ENFORCE,
  /** The gate opens, from a rotation once that is over, and the secret stays presented. */
  OPEN,
  /** Every known secret is revoked. */
  REPLACE,
  /** The flag is set, or taken away. */
  MARK,
  /** Nothing is asked for that is not so already: the lock heals and goes on as on any tick. */
  GO_ON,
  /** There is no lock, and nothing to do. */
  NOTHING,
  /** Refused by name. */
  REFUSE;

  static Ruling of(Action action, Stage stage) {
    return switch (action) {
      case ENGAGE ->
          switch (stage) {
            case OPEN -> BEGIN;
            case ENGAGE, IDLE, ADMIT, PRESENT, REQUIRE, RETREAT -> GO_ON;
            case DISENGAGE, WITHDRAW -> REFUSE;
          };
      case DISENGAGE ->
          switch (stage) {
            case OPEN -> NOTHING;
            case ENGAGE, IDLE, ADMIT, PRESENT, REQUIRE, RETREAT -> LEAVE;
            case DISENGAGE, WITHDRAW -> GO_ON;
          };
      case ENFORCE -> stage == Stage.OPEN || stage.leaving() ? REFUSE : ENFORCE;
      case UNENFORCE ->
          switch (stage) {
            case OPEN -> NOTHING;
            case ENGAGE, IDLE, ADMIT, PRESENT, REQUIRE, RETREAT -> OPEN;
            case DISENGAGE, WITHDRAW -> GO_ON;
          };
      case ROTATE ->
          switch (stage) {
            case OPEN, DISENGAGE, WITHDRAW -> REFUSE;
            case ENGAGE, ADMIT, PRESENT, REQUIRE, RETREAT -> REMEMBER;
            case IDLE -> START;
          };
      case TICK -> stage == Stage.OPEN ? NOTHING : GO_ON;
      case PAUSE, UNPAUSE -> stage == Stage.OPEN ? REFUSE : MARK;
      case REVOKE -> stage == Stage.OPEN ? REFUSE : REPLACE;
      case STATUS, RESTORE, AUDIT, CHECK, MAY_LEAVE ->
          throw new IllegalArgumentException(action.label() + " does not go by stage.");
    };
  }
}
