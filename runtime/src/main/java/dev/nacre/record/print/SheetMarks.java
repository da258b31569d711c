package dev.nacre.record.print;

import dev.nacre.record.Checksum;
import dev.nacre.record.Forms;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.past.PastEngine;
import dev.nacre.security.Identity;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** What a sheet says of itself: where to see whether it holds, and its checksum. */
@Singleton
final class SheetMarks {
  private final SheetAddresses addresses;
  private final PastEngine past;

  SheetMarks(SheetAddresses addresses, PastEngine past) {
    this.addresses = addresses;
    this.past = past;
  }

  String address(Forms forms, StoredRecord record) {
    return addresses.sheet(forms.address(), record.form().id(), record.id(), record.version());
  }

  /** In groups of four; empty where none is kept, or for whoever may not see it. */
  String checksum(Forms forms, StoredRecord record, Identity who) {
    if (!record.form().keepsChecksums()) {
      return "";
    }
    @Nullable String checksum =
        past.snapshot(forms, record.form().id(), record.id(), record.version(), who)
            .version()
            .checksum();
    return checksum == null ? "" : Checksum.shown(checksum);
  }
}
