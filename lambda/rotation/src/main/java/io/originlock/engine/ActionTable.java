package io.originlock.engine;

import io.originlock.model.Stage;

/**
 * What becomes of an action in a stage. {@code status} only reads, {@code restore} looks at the log
 * before there is a stage, and {@code audit} asks for none; they are left out.
 *
 * <table>
 * <caption>Actions by stage</caption>
 * <tr><th></th><th>open</th><th>engage</th><th>idle</th><th>rotating</th><th>leaving</th></tr>
 * <tr><td>engage</td><td>begin</td><td>go on</td><td>go on</td><td>go on</td><td>refuse</td></tr>
 * <tr><td>disengage</td><td>nothing</td><td>leave</td><td>leave</td><td>leave</td><td>go on</td></tr>
 * <tr><td>rotate</td><td>refuse</td><td>remember</td><td>start</td><td>remember</td><td>refuse</td></tr>
 * <tr><td>tick</td><td>nothing</td><td>go on</td><td>go on</td><td>go on</td><td>go on</td></tr>
 * <tr><td>pause, unpause</td><td>refuse</td><td>mark</td><td>mark</td><td>mark</td><td>mark</td></tr>
 * <tr><td>revoke</td><td>refuse</td><td>replace</td><td>replace</td><td>replace</td><td>replace</td></tr>
 * </table>
 */
final class ActionTable {
  private ActionTable() {}

  static Ruling ruling(Action action, Stage stage) {
    return switch (action) {
      case ENGAGE ->
          switch (stage) {
            case OPEN -> Ruling.BEGIN;
            case ENGAGE, IDLE, ADMIT, PRESENT, REQUIRE, RETREAT -> Ruling.GO_ON;
            case DISENGAGE, WITHDRAW -> Ruling.REFUSE;
          };
      case DISENGAGE ->
          switch (stage) {
            case OPEN -> Ruling.NOTHING;
            case ENGAGE, IDLE, ADMIT, PRESENT, REQUIRE, RETREAT -> Ruling.LEAVE;
            case DISENGAGE, WITHDRAW -> Ruling.GO_ON;
          };
      case ROTATE ->
          switch (stage) {
            case OPEN, DISENGAGE, WITHDRAW -> Ruling.REFUSE;
            case ENGAGE, ADMIT, PRESENT, REQUIRE, RETREAT -> Ruling.REMEMBER;
            case IDLE -> Ruling.START;
          };
      case TICK -> stage == Stage.OPEN ? Ruling.NOTHING : Ruling.GO_ON;
      case PAUSE, UNPAUSE -> stage == Stage.OPEN ? Ruling.REFUSE : Ruling.MARK;
      case REVOKE -> stage == Stage.OPEN ? Ruling.REFUSE : Ruling.REPLACE;
      case STATUS, RESTORE, AUDIT ->
          throw new IllegalArgumentException(action.label() + " does not go by stage.");
    };
  }
}
