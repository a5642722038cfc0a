package io.originlock.lab.alarms;

/** The state of an alarm. */
public enum State {
  OK,
  /** It rings. */
  ALARM,
  INSUFFICIENT_DATA
}
