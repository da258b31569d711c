package dev.nacre.record.file;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;

/** A file that isn't taken; nothing of it is kept. */
public final class FileRefusedException extends NacreException {
  private static final long serialVersionUID = 1L;

  private final boolean tooLarge;

  private FileRefusedException(Problem problem, boolean tooLarge) {
    super(List.of(problem));
    this.tooLarge = tooLarge;
  }

  static FileRefusedException of(String code, Object... args) {
    return new FileRefusedException(Problem.at("", code, args), false);
  }

  static FileRefusedException tooLarge(long most) {
    return new FileRefusedException(Problem.at("", "upload_too_large", most >> 20), true);
  }

  /** Whether its size is what is wrong. */
  public boolean tooLarge() {
    return tooLarge;
  }
}
