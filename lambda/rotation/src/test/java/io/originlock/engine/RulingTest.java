package io.originlock.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.model.Stage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which action does what in which stage: the table of the documentation, cell by cell. */
class RulingTest {

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      textBlock =
          """
          action,    open,    engage,   idle,    rotating, leaving
          ENGAGE,    BEGIN,   GO_ON,    GO_ON,   GO_ON,    REFUSE
          DISENGAGE, NOTHING, LEAVE,    LEAVE,   LEAVE,    GO_ON
          ENFORCE,   REFUSE,  ENFORCE,  ENFORCE, ENFORCE,  REFUSE
          UNENFORCE, NOTHING, OPEN,     OPEN,    OPEN,     GO_ON
          ROTATE,    REFUSE,  REMEMBER, START,   REMEMBER, REFUSE
          TICK,      NOTHING, GO_ON,    GO_ON,   GO_ON,    GO_ON
          PAUSE,     REFUSE,  MARK,     MARK,    MARK,     MARK
          UNPAUSE,   REFUSE,  MARK,     MARK,    MARK,     MARK
          REVOKE,    REFUSE,  REPLACE,  REPLACE, REPLACE,  REPLACE
          """)
  void anActionGoesByStage(
      Action action, Ruling open, Ruling engage, Ruling idle, Ruling rotating, Ruling leaving) {
    for (Stage stage : Stage.values()) {
      Ruling expected =
          switch (stage) {
            case OPEN -> open;
            case ENGAGE -> engage;
            case IDLE -> idle;
            case ADMIT, PRESENT, REQUIRE, RETREAT -> rotating;
            case DISENGAGE, WITHDRAW -> leaving;
          };
      assertThat(Ruling.of(action, stage)).as(stage.label()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Action.class,
      names = {"STATUS", "RESTORE", "MAY_LEAVE"})
  void readingAndRestoringDoNotGoByStage(Action action) {
    assertThatThrownBy(() -> Ruling.of(action, Stage.IDLE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(action.label());
  }
}
