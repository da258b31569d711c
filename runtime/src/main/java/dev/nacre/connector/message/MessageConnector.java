package dev.nacre.connector.message;

import dev.nacre.connector.CallKind;
import dev.nacre.connector.Operation;
import dev.nacre.connector.PacedKind;
import dev.nacre.connector.Preparation;
import dev.nacre.event.Limits;
import dev.nacre.event.OutboxSender.Ceiling;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Suggestions;
import dev.nacre.security.egress.Egress;
import dev.nacre.security.egress.EgressRequest;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends messages to groups through robots of chat services. */
@Singleton
public final class MessageConnector
    implements CallKind<MessageConnector.Settings, MessageConnector.OperationSettings>,
        PacedKind<MessageConnector.Settings> {
  private final Egress egress;
  private final Map<String, Robot> robots = Robot.shipped();

  /** A kind that goes out there. */
  public MessageConnector(Egress egress) {
    this.egress = egress;
  }

  /**
   * Which robot.
   *
   * @param robot the service: {@code wecom}, {@code dingtalk} or {@code lark}
   * @param key what the service calls key, access token or hook: who has it can send
   * @param sign what calls are signed with, where the robot is set to want that
   * @param url instead of the service's own address
   * @param perMinute how many messages; null means as many as the service takes
   * @param language of texts that have several: {@code zh} or {@code en}; null means {@code zh}
   */
  public record Settings(
      @NotEmpty String robot,
      @NotNull SecretName key,
      @Nullable SecretName sign,
      @Nullable String url,
      @Min(1) @Max(600) @Nullable Integer perMinute,
      @Nullable Language language) {

    Locale locale() {
      return language == Language.EN ? Locale.ENGLISH : Locale.CHINESE;
    }
  }

  /** A secret by its name, set apart from the definition. */
  public record SecretName(@NotEmpty @Pattern(regexp = "[a-z][a-z0-9_]{0,39}") String secret) {}

  /** The languages there are. */
  public enum Language {
    EN,
    ZH
  }

  /**
   * One form of messages.
   *
   * @param format such as {@code text} or {@code markdown}; null means {@code text}
   */
  public record OperationSettings(@Nullable String format) {}

  @Override
  public String id() {
    return "message";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public Class<OperationSettings> operation() {
    return OperationSettings.class;
  }

  @Override
  public void check(Settings settings, String pointer, Problems problems) {
    if (settings.robot() != null && !robots.containsKey(settings.robot())) {
      problems.add(
          pointer + "/robot",
          "robot_unknown",
          settings.robot(),
          String.join(", ", robots.keySet()),
          Suggestions.question(settings.robot(), robots.keySet()));
    }
    if (settings.url() != null && !address(settings.url())) {
      problems.add(pointer + "/url", "robot_url_invalid", settings.url());
    }
  }

  @Override
  public List<InetSocketAddress> partners(Settings settings) {
    return settings.url() == null
        ? List.of()
        : EgressRequest.partner(settings.url().replace("{key}", "key"))
            .map(List::of)
            .orElse(List.of());
  }

  private static boolean address(String url) {
    try {
      URI uri = URI.create(url.replace("{key}", "key"));
      return uri.getHost() != null
          && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public @Nullable Operation prepare(
      Settings settings, OperationSettings operation, Preparation preparation) {
    Robot robot = robots.get(settings.robot());
    if (robot == null) {
      return null; // told by the check
    }
    String format = operation.format() == null ? "text" : operation.format();
    Robot.Message message = robot.messages().get(format);
    if (message == null) {
      preparation.problem(
          "/format",
          "robot_format_unknown",
          format,
          robot.id(),
          String.join(", ", robot.messages().keySet().stream().sorted().toList()));
      return null;
    }
    return new RobotCall(egress, settings, robot, message);
  }

  @Override
  public Limits limits(Settings settings) {
    if (settings.perMinute() != null) {
      return new Limits(List.of(new Ceiling(settings.perMinute(), Duration.ofMinutes(1))), null);
    }
    Robot robot = robots.get(settings.robot());
    return robot == null
        ? Limits.NONE
        : new Limits(
            robot.ceilings().stream()
                .map(c -> new Ceiling(c.most(), Duration.parse(c.within())))
                .toList(),
            null);
  }
}
