package dev.nacre.app;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The versions used lately, compiled. */
final class CompiledVersions {
  private static final int MOST = 100;

  private final Map<Key, CompiledApp> byUse = new LinkedHashMap<>(MOST, 0.75f, true);

  private final Map<AppAddress, List<WeakReference<CompiledApp>>> all = new HashMap<>();

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

  /** Every one of an app that may still be in use, also where it isn't kept any more. */
  synchronized List<CompiledApp> of(AppAddress address) {
    var living = new ArrayList<CompiledApp>();
    List<WeakReference<CompiledApp>> known = all.getOrDefault(address, new ArrayList<>());
    known.removeIf(one -> one.get() == null);
    for (WeakReference<CompiledApp> one : known) {
      CompiledApp app = one.get();
      if (app != null) {
        living.add(app);
      }
    }
    return living;
  }

  synchronized void put(AppAddress address, int number, CompiledApp app) {
    all.computeIfAbsent(address, a -> new ArrayList<>()).add(new WeakReference<>(app));
    byUse.put(new Key(address, number), app);
    if (byUse.size() > MOST) {
      byUse.remove(byUse.keySet().iterator().next());
    }
  }

  synchronized void remove(AppAddress address, int number) {
    byUse.remove(new Key(address, number));
  }
}
