package dev.nacre.designer.versions;

import dev.nacre.app.Audience;
import dev.nacre.app.Release;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.FieldChoice;
import dev.nacre.designer.desk.Fields;
import dev.nacre.designer.render.ConditionWords;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says who is served which version. */
final class ReleaseWords {
  private final Desk desk;

  ReleaseWords(Desk desk) {
    this.desk = desk;
  }

  /** Whom a part takes. */
  String who(Release release, Release.Part part) {
    Audience when = part.when();
    String whom = when == null ? "" : audience(when);
    if (part.share() != null) {
      String share = part.share().stripTrailingZeros().toPlainString();
      String by =
          switch (part.by()) {
            case Release.BY_RECORD -> desk.text("release.share", share);
            case Release.BY_USER -> desk.text("release.share.user", share);
            default -> desk.text("release.share.field", share, part.by());
          };
      return whom.isEmpty() ? by : desk.text("release.share.of", by, whom);
    }
    return whom.isEmpty()
        ? desk.text(release.split() ? "release.rest" : "release.everybody")
        : whom;
  }

  private String audience(Audience audience) {
    return switch (audience) {
      case Audience.All all -> joined(all.parts(), "release.and");
      case Audience.Any any -> joined(any.parts(), "release.or");
      case Audience.Not not -> desk.text("release.not", audience(not.part()));
      case Audience.Role role -> desk.text("release.role", names("roles", role.ids()));
      case Audience.User user ->
          desk.text(
              "release.user",
              user.ids().stream()
                  .map(id -> desk.people().getOrDefault(id, id))
                  .collect(Collectors.joining(", ")));
      case Audience.OnForm form -> desk.text("release.form", names("forms", form.ids()));
      case Audience.Records records ->
          desk.text(
              "release.records",
              new ConditionWords(path -> field(path).map(FieldChoice::rendered), desk.context())
                  .of(records.where()));
    };
  }

  private String joined(List<Audience> parts, String word) {
    return parts.stream().map(this::audience).collect(Collectors.joining(desk.text(word)));
  }

  private String names(String folder, List<String> ids) {
    Function<String, String> name =
        id -> Definitions.title(desk.session().files(), folder + "/" + id + ".json", desk.locale());
    return ids.stream().map(name).collect(Collectors.joining(", "));
  }

  private Optional<FieldChoice> field(String path) {
    return Definitions.ids(desk.session().files(), "forms").stream()
        .flatMap(form -> Fields.of(desk, form).find(path).stream())
        .findFirst();
  }
}
