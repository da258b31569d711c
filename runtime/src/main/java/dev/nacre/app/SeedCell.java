package dev.nacre.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.expression.ExpressionEngine;
import dev.nacre.expression.Names;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Field;
import java.math.BigDecimal;
import java.time.ZoneId;

/** Reads the cells of seed rows: plain text, {@code =formula}, or for a table JSON lines. */
final class SeedCell {
  private final ExpressionEngine expressions;
  private final Names names;

  SeedCell(ExpressionEngine expressions, Names names) {
    this.expressions = expressions;
    this.names = names;
  }

  /** Whether the cell is computed at installation. */
  private static boolean isFormula(String cell) {
    return cell.startsWith("=");
  }

  /** Finds what is wrong with the cell in itself. */
  void check(Field field, String cell, ZoneId zone, String pointer, Problems problems) {
    if (isFormula(cell)) {
      expressions.formula(cell.substring(1), names, pointer, problems);
    } else if (field.lines()) {
      lines(cell, pointer, problems);
    } else if (field.linked() == null) {
      // what a link names is only known when the rows it may lead to are written
      field.readText(unquoted(cell), zone, pointer, problems);
    }
  }

  /** {@code '=} begins a text that really begins with an equals sign. */
  private static String unquoted(String cell) {
    return cell.startsWith("'=") ? cell.substring(1) : cell;
  }

  /** The cell as it is handed to the record engine. */
  JsonNode value(Field field, String cell, Scope scope) {
    var problems = new Problems();
    if (isFormula(cell)) {
      CompiledFormula formula = expressions.formula(cell.substring(1), names, "", problems);
      Object value = formula == null ? null : formula.evaluate(scope);
      return switch (value) {
        case null -> NullNode.instance;
        case BigDecimal number -> TextNode.valueOf(number.toPlainString());
        default -> TextNode.valueOf(value.toString());
      };
    }
    if (field.lines()) {
      return lines(cell, "", problems);
    }
    return TextNode.valueOf(unquoted(cell));
  }

  private static JsonNode lines(String cell, String pointer, Problems problems) {
    var found = new Problems();
    JsonNode json = Json.read(cell, found);
    found.list().forEach(p -> problems.add(p.below(pointer)));
    return json == null ? NullNode.instance : json;
  }
}
