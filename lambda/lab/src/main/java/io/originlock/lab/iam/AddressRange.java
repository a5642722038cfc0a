package io.originlock.lab.iam;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Ranges of IP addresses as policies write them. */
final class AddressRange {
  private AddressRange() {}

  /**
   * Whether an address is in a range.
   *
   * @param range {@code 192.0.2.0/24}, or one address
   */
  static boolean contains(String range, String address) {
    String[] parts = range.split("/", 2);
    byte[] from = bytes(parts[0]);
    byte[] asked = bytes(address);
    if (from.length == 0 || from.length != asked.length) {
      return false;
    }
    int free = parts.length < 2 ? 0 : from.length * Byte.SIZE - Integer.parseInt(parts[1]);
    return new BigInteger(1, from)
        .shiftRight(free)
        .equals(new BigInteger(1, asked).shiftRight(free));
  }

  /** Of a literal address; empty for anything else, which must not be asked of a name service. */
  private static byte[] bytes(String address) {
    if (!address.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      return new byte[0];
    }
    try {
      return InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException noAddress) {
      return new byte[0];
    }
  }
}
