package io.originlock.simulation;

import io.originlock.port.Journal;

/** For those who don't listen. */
public class SilentJournal implements Journal {
  @Override
  public void decided(String rule, String what) {}

  @Override
  public void warned(String rule, String what) {}

  @Override
  public void happened(Occurrence occurrence) {}
}
