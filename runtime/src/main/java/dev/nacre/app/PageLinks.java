package dev.nacre.app;

import dev.nacre.metadata.Problem;
import dev.nacre.record.NotFoundException;
import dev.nacre.security.Audit;
import dev.nacre.security.Identity;
import dev.nacre.security.MasterKey;
import dev.nacre.storage.Database;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The links by which people without an account reach public pages. A link ends in 128 random bits,
 * which are shown once and kept only as a hash; it can expire and be revoked. What messages lead to
 * is such a link, too.
 */
@Singleton
public final class PageLinks {
  private static final int BYTES = 16;
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{22}");
  private static final int LONGEST_NOTE = 200;

  private final Database database;
  private final Audit audit;
  private final InstantSource clock;
  private final byte[] key;
  private final SecureRandom random = new SecureRandom();

  PageLinks(Database database, Audit audit, InstantSource clock, Config config) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
    this.key = MasterKey.of(config).derive("page links");
  }

  /**
   * A link, without what it ends in.
   *
   * @param app as in addresses
   * @param note to whom it was given; may be null
   * @param expiresAt null means never
   * @param revokedAt null while it works
   */
  public record Link(
      UUID id,
      String app,
      String page,
      @Nullable String note,
      String createdBy,
      Instant createdAt,
      @Nullable Instant expiresAt,
      @Nullable Instant revokedAt) {
    /** Whether it works at that moment. */
    public boolean worksAt(Instant now) {
      return revokedAt == null && (expiresAt == null || expiresAt.isAfter(now));
    }
  }

  /** A new link and its token, which can't be had again. */
  public record Made(Link link, String token) {}

  /**
   * Makes a link.
   *
   * @param app as in addresses; the page is known to be there
   */
  public Made create(
      String app, String page, @Nullable String note, @Nullable Instant expiresAt, Identity by) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    String kept =
        note == null || note.length() <= LONGEST_NOTE ? note : note.substring(0, LONGEST_NOTE);
    var link =
        new Link(UUID.randomUUID(), app, page, kept, by.id(), clock.instant(), expiresAt, null);
    keep(link, token, by);
    return new Made(link, token);
  }

  /** Whether it wasn't kept before. */
  private boolean keep(Link link, String token, Identity by) {
    return database.inTransaction(
        connection -> {
          String sql =
              "insert into nacre.page_link"
                  + " (id, token_hash, app, page, note, created_by, created_at, expires_at)"
                  + " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (token_hash) do nothing";
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Instant expiresAt = link.expiresAt();
            statement.setObject(1, link.id());
            statement.setString(2, hash(token));
            statement.setString(3, link.app());
            statement.setString(4, link.page());
            statement.setString(5, link.note());
            statement.setString(6, by.id());
            statement.setTimestamp(7, Timestamp.from(link.createdAt()));
            statement.setTimestamp(8, expiresAt == null ? null : Timestamp.from(expiresAt));
            boolean made = statement.executeUpdate() > 0;
            if (made) {
              audit.log(by, "page_link_create", link.app(), link.page());
            }
            return made;
          }
        });
  }

  /**
   * What the link ends in to which messages lead: always the same one, until somebody ends it; then
   * the next. It follows from the installation's key, and so is kept nowhere either.
   *
   * @param app as in addresses; the page is known to be there
   */
  public String lasting(String app, String page, Identity by) {
    for (int turn = 0; ; turn++) {
      String token = token(app + "/" + page + "/" + turn);
      Link known = query("token_hash = ?", hash(token)).stream().findFirst().orElse(null);
      if (known == null) {
        keep(
            new Link(UUID.randomUUID(), app, page, by.id(), by.id(), clock.instant(), null, null),
            token,
            by);
        return token;
      }
      if (known.worksAt(clock.instant())) {
        return token;
      }
    }
  }

  private String token(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] bytes = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes, BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The link that ends in this token and works now; empty for any other, whatever the reason. */
  public Optional<Link> open(String token) {
    if (!TOKEN.matcher(token).matches()) {
      return Optional.empty();
    }
    return query("token_hash = ?", hash(token)).stream()
        .findFirst()
        .filter(link -> link.worksAt(clock.instant()));
  }

  /** Every link to pages of that app, newest first. */
  public List<Link> of(String app) {
    return query("app = ? order by created_at desc", app);
  }

  private List<Link> query(String where, String argument) {
    return database.inTransaction(
        connection -> {
          String sql =
              "select id, app, page, note, created_by, created_at, expires_at, revoked_at"
                  + " from nacre.page_link where "
                  + where;
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, argument);
            var links = new ArrayList<Link>();
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                links.add(read(row));
              }
            }
            return links;
          }
        });
  }

  private static Link read(ResultSet row) throws SQLException {
    return new Link(
        row.getObject(1, UUID.class),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getTimestamp(6).toInstant(),
        instant(row.getTimestamp(7)),
        instant(row.getTimestamp(8)));
  }

  private static @Nullable Instant instant(@Nullable Timestamp time) {
    return time == null ? null : time.toInstant();
  }

  /**
   * Ends a link, at once and for good.
   *
   * @throws NotFoundException when the app has no such link
   */
  public void revoke(String app, UUID id, Identity by) {
    int changed =
        database.inTransaction(
            connection -> {
              String sql =
                  "update nacre.page_link set revoked_at = coalesce(revoked_at, ?)"
                      + " where id = ? and app = ?";
              try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setTimestamp(1, Timestamp.from(clock.instant()));
                statement.setObject(2, id);
                statement.setString(3, app);
                audit.log(by, "page_link_revoke", app, id.toString());
                return statement.executeUpdate();
              }
            });
    if (changed == 0) {
      throw new NotFoundException(Problem.at("", "page_link_unknown", id));
    }
  }

  private static String hash(String token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
