package dev.nacre.record;

import dev.nacre.expression.CompiledCondition;
import dev.nacre.expression.Shape;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.FormDefinition;
import dev.nacre.metadata.Ids;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A published form, or the lines of one of its tables, ready to run. Indexes 0 to 5 are the system
 * fields; lines use only {@code id} of them.
 */
public final class Form implements Shape {
  static final int ID = 0;
  static final int VERSION = 1;
  static final int CREATED_AT = 2;
  static final int CREATED_BY = 3;
  static final int UPDATED_AT = 4;
  static final int UPDATED_BY = 5;
  static final int SYSTEM = 6;

  /** The ids that no field may have, in either spelling. */
  public static final Set<String> RESERVED = Ids.SYSTEM;

  private final String id;
  private final String table;
  private final boolean lines;
  private final @Nullable FormDefinition definition;
  private final Map<String, Field> names = new LinkedHashMap<>();
  private final List<Field> fields = new ArrayList<>();
  private final List<Step> computeOrder = new ArrayList<>();
  private List<Step> rulesRead = List.of();
  private List<Filling> fillings = List.of();
  private final List<Rule> rules = new ArrayList<>();
  private final List<UniqueGroup> unique = new ArrayList<>();
  private @Nullable CompiledCondition noteWhen;
  private Set<String> needs = Set.of();
  private final java.util.Set<String> doubtful = new java.util.HashSet<>();
  private boolean anyDoubt;
  private volatile @Nullable RecordSql sql;
  private volatile @Nullable SearchDocument search;
  private volatile List<Mirror> mirrors = List.of();

  /**
   * A compiled rule.
   *
   * @param when null means always
   */
  public record Rule(String id, @Nullable CompiledCondition when, List<Action> then) {
    /** Whether it gives values. */
    boolean gives() {
      return then.stream().anyMatch(Action::gives);
    }
  }

  /**
   * One computed field, or one with a default.
   *
   * @param table the table whose lines have it; null for a field of the record
   */
  public record Step(@Nullable Field table, Field field) {}

  /** What a rule does. */
  public sealed interface Action {
    /** Whether it gives a value. */
    default boolean gives() {
      return false;
    }

    /** The field must have a value. */
    record Require(Field field) implements Action {}

    /** The field is shown only while the rule holds. */
    record Show(Field field) implements Action {}

    /** The field is hidden while the rule holds. */
    record Hide(Field field) implements Action {}

    /** The field can't be changed by people while the rule holds. */
    record ReadOnly(Field field) implements Action {}

    /**
     * The field gets a value while the rule holds.
     *
     * @param table the table in each of whose lines it is; null for a field of the record
     */
    record Set(@Nullable Field table, Field field, FieldValue value) implements Action {
      @Override
      public boolean gives() {
        return true;
      }
    }

    /** The field has these of its options too while the rule holds. */
    record Add(Field field, java.util.Set<String> options) implements Action {
      @Override
      public boolean gives() {
        return true;
      }
    }

    /** The field has none of these of its options while the rule holds. */
    record Remove(Field field, java.util.Set<String> options) implements Action {
      @Override
      public boolean gives() {
        return true;
      }
    }

    /** The field may only have these of its options while the rule holds. */
    record Limit(Field field, java.util.Set<String> options) implements Action {}

    /** The record is refused with that message. */
    record Block(dev.nacre.metadata.Text message) implements Action {}
  }

  /** Fields whose values together are unique among living records. */
  public record UniqueGroup(String index, List<Field> fields) {
    /** What that record has there; a null among them meets nobody. */
    public List<@Nullable Object> key(StoredRecord record) {
      return Uniqueness.key(this, record);
    }

    /** What somebody is told whose record meets another one there. */
    public dev.nacre.metadata.Problem taken(StoredRecord record) {
      return Uniqueness.taken(this, record);
    }
  }

  Form(String id, String table, boolean lines, @Nullable FormDefinition definition) {
    this.id = id;
    this.table = table;
    this.lines = lines;
    this.definition = definition;
    addSystem("id", ID, ValueType.LINK, "id");
    addSystem("version", VERSION, ValueType.NUMBER, "version");
    addSystem("createdAt", CREATED_AT, ValueType.MOMENT, "created_at");
    addSystem("createdBy", CREATED_BY, ValueType.TEXT, "created_by");
    addSystem("updatedAt", UPDATED_AT, ValueType.MOMENT, "updated_at");
    addSystem("updatedBy", UPDATED_BY, ValueType.TEXT, "updated_by");
  }

  private void addSystem(String name, int index, ValueType type, String column) {
    names.put(name, new Field(name, index, type, column));
  }

  /** A form of which nothing is known but that it is meant: none of its names is unknown. */
  public static Form doubtful(String id) {
    var form = new Form(id, "", false, null);
    form.anyDoubt = true;
    return form;
  }

  void add(Field field) {
    names.put(field.id(), field);
    fields.add(field);
  }

  /** A field whose id can't be used; only what it says beside that is checked. */
  void addNameless(Field field) {
    fields.add(field);
  }

  /** A field of which nothing more can be known: nobody is told again where it is used. */
  void forget(Field field) {
    names.remove(field.id());
    doubtful.add(field.id());
  }

  void need(Set<String> paths) {
    needs = Set.copyOf(paths);
  }

  /** What must be loaded to work out its derived fields, and those of its lines in memory. */
  Set<String> needs() {
    return needs;
  }

  void noteWhen(@Nullable CompiledCondition when) {
    noteWhen = when;
  }

  /** While this holds, a person must say why they change a record; null means always. */
  @Nullable CompiledCondition noteWhen() {
    return noteWhen;
  }

  /** Whether a person must ever say why they change a record. */
  public boolean asksForNote() {
    return definition != null && definition.history() != null && definition.history().asksForNote();
  }

  /** Whether each version's checksum is kept. */
  public boolean keepsChecksums() {
    return definition != null
        && definition.history() != null
        && definition.history().keepsChecksums();
  }

  /** The fields whose values are found elsewhere. */
  public List<Field> derived() {
    return fields.stream().filter(f -> f.derivation() != null).toList();
  }

  /** Whether any value of it, or of its lines, is found elsewhere. */
  boolean derives() {
    return fields.stream()
        .anyMatch(f -> f.derived() || (f.lines() && f.target() != null && f.target().derives()));
  }

  void doubt(String name) {
    doubtful.add(name);
  }

  void doubtEverything() {
    anyDoubt = true;
  }

  @Override
  public boolean doubts(String name) {
    return anyDoubt || doubtful.contains(name);
  }

  void compute(List<Step> order) {
    computeOrder.addAll(order);
  }

  void fill(List<Filling> inThisOrder) {
    fillings = List.copyOf(inThisOrder);
  }

  void ruleBy(List<Step> formulas) {
    rulesRead = List.copyOf(formulas);
  }

  /** The computed fields that rules read which give values. */
  List<Step> rulesRead() {
    return rulesRead;
  }

  /** Whether formulas say to which records it links. */
  boolean computesLinks() {
    return computeOrder.stream().anyMatch(step -> step.field().linked() != null);
  }

  /** How new records, and new lines, get their defaults. */
  List<Filling> fillings() {
    return fillings;
  }

  void add(Rule rule) {
    rules.add(rule);
  }

  void add(UniqueGroup group) {
    unique.add(group);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String table() {
    return table;
  }

  /** Whether these are the lines of a table. */
  public boolean isLines() {
    return lines;
  }

  /** The definition; lines have none. */
  public FormDefinition definition() {
    if (definition == null) {
      throw new IllegalStateException(id + " are lines");
    }
    return definition;
  }

  @Override
  public Optional<Field> name(String name) {
    return Optional.ofNullable(names.get(name));
  }

  @Override
  public java.util.Collection<Field> names() {
    return names.values();
  }

  /** The defined fields, in order; no system fields. */
  public List<Field> fields() {
    return fields;
  }

  /** The defined field with that id; system fields are none. */
  public Optional<Field> field(String name) {
    return name(name).filter(f -> !f.system());
  }

  /** The table fields. */
  public List<Field> tables() {
    return fields.stream().filter(Field::lines).toList();
  }

  /** Computed fields, each after those that it reads. */
  public List<Step> computeOrder() {
    return computeOrder;
  }

  /** The rules, in order. */
  public List<Rule> rules() {
    return rules;
  }

  /** What must be unique. */
  public List<UniqueGroup> unique() {
    return unique;
  }

  /** The field by which a record is called; null when it is called by its id. */
  public @Nullable Field titleField() {
    if (definition != null && definition.titleField() != null) {
      return names.get(definition.titleField());
    }
    return fields.stream()
        .filter(f -> f.type() == ValueType.TEXT && !f.derived())
        .findFirst()
        .orElse(null);
  }

  /** Writes into those columns too from now on. */
  void mirror(List<Mirror> into) {
    if (!into.equals(mirrors)) {
      mirrors = into;
    }
  }

  /** What an index holds of all its texts; null when there is none. */
  @Nullable SearchDocument searchedBy() {
    return search;
  }

  void searchBy(@Nullable SearchDocument document) {
    search = document;
  }

  /** Its statements. Made at first use; two threads that make them make the same. */
  @SuppressWarnings("ReferenceEquality")
  RecordSql sql() {
    RecordSql made = sql;
    List<Mirror> now = mirrors;
    if (made == null || made.mirrors() != now) {
      made = new RecordSql(this, now);
      sql = made;
    }
    return made;
  }

  /** How many indexes there are. */
  int width() {
    return SYSTEM + fields.size();
  }
}
