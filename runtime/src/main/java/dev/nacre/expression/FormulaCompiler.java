package dev.nacre.expression;

import com.ezylang.evalex.parser.ASTNode;
import com.ezylang.evalex.parser.ParseException;
import com.ezylang.evalex.parser.Token;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Suggestions;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns a formula's syntax tree into closures; goes on after a problem, so that all are found. */
final class FormulaCompiler {
  /** Deeper nesting is a mistake or an attack on the stack. */
  private static final int DEEPEST = 300;

  private static final int LONGEST = 10_000;

  private final Names names;
  private final String pointer;
  private final Problems problems;
  private final Uses uses;
  private int depth;

  FormulaCompiler(Names names, String pointer, Problems problems, Uses uses) {
    this.names = names;
    this.pointer = pointer;
    this.problems = problems;
    this.uses = uses;
  }

  /** Gives something to go on with even when there were problems. */
  Typed compile(String text) {
    if (text.length() > LONGEST) {
      problems.add(pointer, "formula_long", LONGEST);
      return Typed.BROKEN;
    }
    try {
      return compile(FormulaParser.parse(text));
    } catch (ParseException e) {
      problems.add(pointer, "formula_syntax", reason(e), e.getStartPosition());
      return Typed.BROKEN;
    }
  }

  /** Why the parser stopped, in words of our own. */
  private static String reason(ParseException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    String token = String.valueOf(e.getTokenString()).replace('|', '¦');
    if (message.contains("brace") || message.contains("bracket")) {
      return "@formula.bracket";
    } else if (message.contains("quote") || message.contains("string")) {
      return "@formula.quote";
    } else if (message.contains("empty") || message.contains("end")) {
      return "@formula.end";
    }
    return "@formula.token|" + token + "|";
  }

  Names names() {
    return names;
  }

  /** A compiler for a formula within the lines of a table. */
  FormulaCompiler within(Path.Base base, Shape lines, Uses inner) {
    Names around =
        base == Path.Base.PARENT && names.parent() != null ? names.of(names.parent()) : names;
    return new FormulaCompiler(around.within(lines), pointer, problems, inner);
  }

  Uses uses() {
    return uses;
  }

  void problem(String code, Object... args) {
    problems.add(pointer, code, args);
  }

  Typed compile(ASTNode ast) {
    if (++depth > DEEPEST) {
      if (depth == DEEPEST + 1) {
        problem("formula_deep", DEEPEST);
      }
      return Typed.BROKEN;
    }
    try {
      return switch (ast.getToken().getType()) {
        case STRING_LITERAL -> Typed.constant(ast.getToken().getValue(), ValueType.TEXT);
        case NUMBER_LITERAL -> number(ast.getToken());
        case VARIABLE_OR_CONSTANT, STRUCTURE_SEPARATOR, ARRAY_INDEX -> access(ast);
        case PREFIX_OPERATOR ->
            Operations.prefix(
                this, ast.getToken().getValue(), compile(ast.getParameters().getFirst()));
        case INFIX_OPERATOR ->
            Operations.infix(
                this,
                ast.getToken(),
                compile(ast.getParameters().get(0)),
                compile(ast.getParameters().get(1)));
        case FUNCTION -> function(ast);
        default -> unreadable(ast.getToken());
      };
    } finally {
      depth--;
    }
  }

  private Typed unreadable(Token token) {
    String found = token.getValue().replace('|', '¦');
    problem("formula_syntax", "@formula.token|" + found + "|", token.getStartPosition());
    return Typed.BROKEN;
  }

  private Typed number(Token token) {
    String text = token.getValue().toLowerCase(Locale.ROOT);
    try {
      BigDecimal number =
          text.startsWith("0x")
              ? new BigDecimal(new BigInteger(text.substring(2), 16))
              : new BigDecimal(text);
      if (Values.reasonable(number)) {
        return Typed.constant(number, ValueType.NUMBER);
      }
    } catch (NumberFormatException e) {
      // told below
    }
    return unreadable(token);
  }

  private Typed function(ASTNode ast) {
    Token token = ast.getToken();
    String name = token.getValue();
    FormulaFunction function = Functions.ALL.get(name.toLowerCase(Locale.ROOT));
    if (function == null) {
      ast.getParameters().forEach(this::compile);
      problem(
          "function_unknown",
          name,
          Suggestions.nearestOrAll(name, Functions.names()),
          token.getStartPosition());
      return Typed.BROKEN;
    }
    var call = new FormulaFunction.Call(function, ast.getParameters(), this);
    int given = ast.getParameters().size();
    if (given < function.min() || given > function.max()) {
      problem("function_arguments", function.name(), function.usage(), token.getStartPosition());
      return Typed.BROKEN;
    }
    return function.builder().build(call);
  }

  private Typed access(ASTNode ast) {
    var parts = new ArrayList<ASTNode>();
    ASTNode base = ast;
    // from the right: the name behind each dot, or the index in each bracket
    while (isAccess(base)) {
      parts.addFirst(base);
      base = base.getParameters().getFirst();
    }
    if (base.getToken().getType() != Token.TokenType.VARIABLE_OR_CONSTANT) {
      return follow(compile(base), parts);
    }
    var keys = new ArrayList<String>(List.of(base.getToken().getValue()));
    while (!parts.isEmpty() && isName(parts.getFirst())) {
      keys.add(parts.removeFirst().getParameters().get(1).getToken().getValue());
    }
    return follow(named(keys), parts);
  }

  private static boolean isAccess(ASTNode node) {
    var type = node.getToken().getType();
    return type == Token.TokenType.STRUCTURE_SEPARATOR || type == Token.TokenType.ARRAY_INDEX;
  }

  private static boolean isName(ASTNode access) {
    return access.getToken().getType() == Token.TokenType.STRUCTURE_SEPARATOR
        && access.getParameters().get(1).getToken().getType()
            == Token.TokenType.VARIABLE_OR_CONSTANT;
  }

  private Typed named(List<String> keys) {
    if (keys.size() == 1 && !known(keys.getFirst())) {
      Typed constant = Constants.find(keys.getFirst());
      if (constant != null) {
        return constant;
      }
    }
    return switch (new Resolver(names, problems).resolve(keys, pointer)) {
      case null -> Typed.BROKEN;
      case Resolver.Meaning.Ambient ambient -> ambient.value();
      case Resolver.Meaning.OfTree tree -> {
        uses.row();
        yield Typed.of(Trees.at(tree.root(), tree.keys()), null);
      }
      case Resolver.Meaning.OfRecord record -> {
        Path path = record.path();
        if (path.many()) {
          String last = keys.getLast();
          problem("name_many", String.join(".", keys.subList(0, keys.size() - 1)), last);
          yield Typed.BROKEN;
        }
        uses.path(path);
        yield new Typed(path.node(), path.type(), path, null);
      }
    };
  }

  private boolean known(String name) {
    return names.shape() != null && names.shape().name(name).isPresent();
  }

  /** Reads on in JSON. */
  private Typed follow(Typed base, List<ASTNode> accesses) {
    Typed value = base;
    for (ASTNode access : accesses) {
      Node of = value.node();
      if (value.type() != null) {
        return unreadable(access.getToken());
      }
      if (isName(access)) {
        String key = access.getParameters().get(1).getToken().getValue();
        value = Typed.of(scope -> Trees.member(of.eval(scope), key), null);
      } else if (access.getToken().getType() == Token.TokenType.ARRAY_INDEX) {
        Typed index = compile(access.getParameters().get(1));
        value =
            Typed.of(
                scope -> {
                  Object at = index.eval(scope);
                  return at == null ? null : Trees.element(of.eval(scope), Values.whole(at));
                },
                null);
      } else {
        return unreadable(access.getToken());
      }
    }
    return value;
  }

  /** A value that a formula may end in, or an operator may take. */
  @Nullable ValueType scalar(Typed value) {
    if (value.type() == ValueType.LINES) {
      problem("formula_table");
      return null;
    }
    return value.type();
  }
}
