package dev.nacre.workspace.list;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Value;
import dev.nacre.record.Field;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What somebody types into the search of a list, as conditions like any other. */
final class Search {
  private static final int MOST_WORDS = 8;

  private Search() {}

  /** One condition a word: any of those fields has it, in small or capital letters. */
  static List<Condition> conditions(String text, List<Field> fields) {
    var all = new ArrayList<Condition>();
    if (fields.isEmpty() || text.isBlank()) {
      return all;
    }
    String[] words = text.strip().split("[\\s\u3000]+", MOST_WORDS);
    for (String word : words) {
      var any = new ArrayList<Condition>();
      for (String spelt : spellings(word)) {
        for (Field field : fields) {
          any.add(
              new Condition.Compare(
                  field.id(), Condition.Op.CONTAINS, new Value.Literal(TextNode.valueOf(spelt))));
        }
      }
      all.add(new Condition.Any(List.copyOf(any)));
    }
    return all;
  }

  private static Set<String> spellings(String word) {
    var all = new LinkedHashSet<String>();
    String small = word.toLowerCase(Locale.ROOT);
    all.add(word);
    all.add(small);
    all.add(word.toUpperCase(Locale.ROOT));
    all.add(
        Character.toString(Character.toTitleCase(small.codePointAt(0)))
            + small.substring(Character.charCount(small.codePointAt(0))));
    return all;
  }
}
