package dev.nacre.record.transfer;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The texts that the cells of a workbook share. A million rows can have hundreds of megabytes of
 * them, so they go to disk as far as cells ask for them, and come back in small runs of which the
 * ones used last are kept.
 */
final class SharedTexts implements AutoCloseable {
  /** What a cell may hold, and some. */
  static final int LONGEST = 100_000;

  private static final int RUN = 64;
  private static final int KEPT = 8 << 20;

  private final @Nullable XMLStreamReader xml;
  private @Nullable FileChannel disk;
  private @Nullable DataOutputStream out;
  private long[] starts = new long[256];
  private long written;
  private int count;
  private boolean flushed;

  private record Texts(List<String> texts, int size) {}

  private final LinkedHashMap<Integer, Texts> kept = new LinkedHashMap<>(64, 0.75f, true);
  private long keptSize;

  SharedTexts(@Nullable XMLStreamReader xml) {
    this.xml = xml;
  }

  /** One of them; null when there is none with that index. */
  @Nullable String get(int index) throws IOException, XMLStreamException {
    if (index < 0 || xml == null) {
      return null;
    }
    while (count <= index) {
      String next = next(xml);
      if (next == null) {
        return null;
      }
      append(next);
    }
    Texts run = run(index / RUN);
    return index % RUN < run.texts().size() ? run.texts().get(index % RUN) : null;
  }

  private static @Nullable String next(XMLStreamReader xml) throws XMLStreamException {
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("si")) {
        return XlsxText.read(xml, "si");
      }
    }
    return null;
  }

  private void append(String text) throws IOException {
    if (out == null) {
      Path file = Files.createTempFile("nacre-", ".texts");
      disk =
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(disk), 1 << 16));
    }
    int run = count / RUN;
    if (count % RUN == 0) {
      starts = run == starts.length ? Arrays.copyOf(starts, run * 2) : starts;
      starts[run] = written;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
    written += 4L + bytes.length;
    count++;
    flushed = false;
  }

  private Texts run(int run) throws IOException {
    boolean whole = count >= (run + 1) * RUN;
    Texts known = kept.get(run);
    if (known != null && (known.texts().size() == RUN || (!whole && fresh(known, run)))) {
      return known;
    }
    Texts read = read(run, whole ? RUN : count - run * RUN, whole);
    if (known != null) {
      keptSize -= known.size();
    }
    kept.put(run, read);
    keptSize += read.size();
    Iterator<Texts> oldest = kept.values().iterator();
    while (keptSize > KEPT && kept.size() > 1) {
      keptSize -= oldest.next().size();
      oldest.remove();
    }
    return read;
  }

  private boolean fresh(Texts known, int run) {
    return known.texts().size() == count - run * RUN;
  }

  private Texts read(int run, int texts, boolean whole) throws IOException {
    if (out == null || disk == null) {
      throw new EOFException();
    }
    if (!flushed) {
      out.flush();
      flushed = true;
    }
    long end = whole && (run + 1) * RUN < count ? starts[run + 1] : written;
    ByteBuffer bytes = ByteBuffer.allocate((int) (end - starts[run]));
    while (bytes.hasRemaining() && disk.read(bytes, starts[run] + bytes.position()) >= 0) {
      // goes on
    }
    var in = new DataInputStream(new ByteArrayInputStream(bytes.array()));
    var read = new ArrayList<String>(texts);
    for (int i = 0; i < texts; i++) {
      read.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
    }
    return new Texts(read, bytes.capacity());
  }

  @Override
  public void close() throws IOException {
    if (disk != null) {
      disk.close();
    }
  }
}
