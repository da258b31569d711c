package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.draft.Kept;
import java.util.ArrayList;
import java.util.List;

/** A card for each entry of the value, as it is written. */
abstract class EntriesProperty extends CardsProperty<JsonNode> {
  EntriesProperty(Desk desk, String label, String add) {
    super(desk, label, add);
  }

  @Override
  final List<Kept<JsonNode>> read(JsonNode value) {
    var all = new ArrayList<Kept<JsonNode>>();
    for (int i = 0; i < value.size(); i++) {
      all.add(new Kept<>(value.get(i).deepCopy(), List.of(i)));
    }
    return all;
  }

  @Override
  List<JsonNode> write(JsonNode row) {
    return List.of(row.deepCopy());
  }
}
