package dev.nacre.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The versions used lately, compiled. */
final class CompiledVersions {
  private static final int MOST = 100;

  private final Map<Key, CompiledApp> byUse = new LinkedHashMap<>(MOST, 0.75f, true);

  private record Key(AppAddress address, int number) {}

  CompiledApp get(AppAddress address, int number, Supplier<CompiledApp> compile) {
    var key = new Key(address, number);
    CompiledApp known = find(key);
    if (known != null) {
      return known;
    }
    // compiling twice at the same time does no harm, and holding a lock meanwhile would
    CompiledApp compiled = compile.get();
    put(address, number, compiled);
    return compiled;
  }

  private synchronized @Nullable CompiledApp find(Key key) {
    return byUse.get(key);
  }

  synchronized void put(AppAddress address, int number, CompiledApp app) {
    byUse.put(new Key(address, number), app);
    if (byUse.size() > MOST) {
      byUse.remove(byUse.keySet().iterator().next());
    }
  }

  synchronized void remove(AppAddress address, int number) {
    byUse.remove(new Key(address, number));
  }
}
