package dev.nacre.rest;

import dev.nacre.app.AppConflictException;
import dev.nacre.app.PackException;
import dev.nacre.app.UnreadableFileException;
import dev.nacre.connector.PollBusyException;
import dev.nacre.connector.RefusedException;
import dev.nacre.event.BusyException;
import dev.nacre.event.TooLargeException;
import dev.nacre.event.UncertainException;
import dev.nacre.metadata.NacreException;
import dev.nacre.record.BrokenVersionException;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.file.FileRefusedException;
import dev.nacre.record.transfer.NotUndoableException;
import dev.nacre.security.AccountException;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.NotSignedInException;
import dev.nacre.storage.StorageException;
import dev.nacre.workflow.ChangedMeanwhileException;
import dev.nacre.workflow.NotPossibleException;
import dev.nacre.workflow.TooSoonException;

/** The status of each kind of failure. */
final class Failures {
  private Failures() {}

  static int status(NacreException failure) {
    return switch (failure) {
      case RequestException e -> e.status();
      case NotSignedInException e -> 401;
      case ForbiddenException e -> 403;
      case NotFoundException e -> 404;
      case AccountException e -> e.taken() ? 409 : 422;
      case AppConflictException e -> 409;
      case NotPossibleException e -> 409;
      case ChangedMeanwhileException e -> 412;
      case NotUndoableException e -> 409;
      case PackException e -> e.tooLarge() ? 413 : 400;
      case UnreadableFileException e -> 400;
      case dev.nacre.record.transfer.UnreadableFileException e -> e.tooLarge() ? 413 : 400;
      case FileRefusedException e -> e.tooLarge() ? 413 : 422;
      case RefusedException e -> e.status();
      case PollBusyException e -> 409;
      case BusyException e -> e.away() ? 503 : 429;
      case UncertainException e -> 503;
      case TooLargeException e -> 413;
      case TooSoonException e -> 429;
      case BrokenVersionException e -> 500;
      case StorageException e -> e.retryable() ? 503 : 500;
      // whatever else is raised on purpose speaks of what was sent
      default -> 422;
    };
  }
}
