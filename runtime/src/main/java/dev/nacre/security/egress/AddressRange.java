package dev.nacre.security.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Addresses that begin with the same bits, such as {@code 10.0.0.0/8}.
 *
 * @param first the first of them
 * @param bits how many bits they share
 */
record AddressRange(InetAddress first, int bits) {

  /** Reads {@code 127.0.0.1}, {@code 10.0.0.0/8} or {@code fd00::/8}; never asks a name server. */
  static AddressRange of(String text) {
    String[] parts = text.strip().split("/", 2);
    if (!parts[0].matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
      throw new IllegalArgumentException(text);
    }
    try {
      InetAddress first = InetAddress.getByName(parts[0]);
      int all = first.getAddress().length * 8;
      int bits = parts.length == 1 ? all : Integer.parseInt(parts[1]);
      if (bits < 0 || bits > all) {
        throw new IllegalArgumentException(text);
      }
      return new AddressRange(first, bits);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** Reads several, separated by commas or blanks. */
  static List<AddressRange> list(String text) {
    return Arrays.stream(text.split("[,\\s]+"))
        .filter(part -> !part.isBlank())
        .map(AddressRange::of)
        .toList();
  }

  boolean contains(InetAddress address) {
    byte[] wanted = first.getAddress();
    byte[] given = address.getAddress();
    if (wanted.length != given.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((wanted[bit / 8] & mask) != (given[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
