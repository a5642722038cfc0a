package io.originlock.engine;

/** A secret's part in a lock. */
enum Role {
  CURRENT,
  INCOMING
}
