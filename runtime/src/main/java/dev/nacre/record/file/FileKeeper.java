package dev.nacre.record.file;

import dev.nacre.record.Forms;
import dev.nacre.security.Identity;
import java.util.UUID;

/** Something that keeps files and is no record; says who may see them. */
public interface FileKeeper {
  /**
   * Whether that identity may see the files that are kept there.
   *
   * @param id what keeps them; not every id is one of this keeper's
   */
  boolean shows(Forms forms, UUID id, Identity who);
}
