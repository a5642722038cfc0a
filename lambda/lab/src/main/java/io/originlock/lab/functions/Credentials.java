package io.originlock.lab.functions;

import io.originlock.lab.control.Caller;
import io.originlock.lab.control.Callers;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Hands every sandbox an access key of its own, by which its calls are known. */
final class Credentials implements Callers {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Caller> callers = new ConcurrentHashMap<>();
  private final Consumer<Caller> killer;

  Credentials(Consumer<Caller> killer) {
    this.killer = killer;
  }

  /** A new access key id for a sandbox. It stays known: a dying process' last call may be late. */
  String issue(Caller caller) {
    String id =
        "ASIALAB"
            + random
                .ints(13, 0, ALPHABET.length())
                .mapToObj(i -> String.valueOf(ALPHABET.charAt(i)))
                .collect(Collectors.joining());
    callers.put(id, caller);
    return id;
  }

  @Override
  public Caller of(String accessKeyId) {
    return callers.getOrDefault(accessKeyId, Caller.terraform());
  }

  @Override
  public void kill(Caller caller) {
    killer.accept(caller);
  }
}
