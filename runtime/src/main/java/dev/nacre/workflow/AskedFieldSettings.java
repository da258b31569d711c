package dev.nacre.workflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.kind.NamesField;
import dev.nacre.metadata.Text;
import dev.nacre.metadata.Value;
import org.jspecify.annotations.Nullable;

/**
 * A field that a person is asked for, written like one of a form; or one of the record's form,
 * asked for as it is there.
 *
 * @param of a field of the record's form; what stands beside it differs from there
 * @param id null means that of {@code of}
 * @param type a field type id; null only with {@code of}
 * @param label shown to people; null means that of {@code of}, else the id
 * @param help a line under the field; may be null
 * @param required whether an empty value is refused; null means as with {@code of}, else no
 * @param preset what it begins with; formulas see the record; null means the record's own value
 *     with {@code of}, else nothing
 * @param settings the type's own part; null means that of {@code of}, else none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AskedFieldSettings(
    @NamesField @Nullable String of,
    @Nullable String id,
    @Nullable String type,
    @Nullable Text label,
    @Nullable Text help,
    @Nullable Boolean required,
    @JsonProperty("default") @Nullable Value preset,
    @Nullable JsonNode settings) {}
