package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** What instances must have left behind, by the paths that they took. */
final class Traces {
  /** Records that a step created and no step deleted. */
  final Map<UUID, String> marks = new HashMap<>();

  /** Messages within Nacre, and how often each. */
  final Map<String, Integer> told = new TreeMap<>();

  /** Steps that asked the partner for something: whose, and what it answered. */
  final Map<String, JsonNode> answers = new TreeMap<>();

  /** Steps that told the partner something. */
  final Set<String> sent = new HashSet<>();

  /** How often each job was counted up. */
  final Map<UUID, Integer> counts = new HashMap<>();

  /** What each job holds at the end: the id of the instance that took it; null for nothing. */
  final Map<UUID, JsonNode> holding = new HashMap<>();

  /** Jobs whose fields are as they were left. */
  final Map<UUID, Map<String, Object>> fields = new HashMap<>();

  /** Jobs that went on. */
  final List<UUID> gone = new ArrayList<>();

  /** One and the same thing of one and the same step. */
  static String place(UUID instance, String step) {
    return instance + " " + step;
  }
}
