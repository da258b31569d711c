package dev.nacre.expression;

import com.ezylang.evalex.EvaluationException;
import com.ezylang.evalex.Expression;
import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.functions.FunctionIfc;
import com.ezylang.evalex.parser.Token;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * EvalEx's own functions that fit: mathematics and plain texts. Left out are those that an app's
 * author could stop a server with (factorials, patterns, formats), that give another answer each
 * time, or that know another kind of date than ours.
 */
final class EvalExFunctions {
  private static final List<String> NUMBERS =
      List.of(
          "SQRT", "LOG", "LOG10", "ACOS", "ACOSH", "ACOSR", "ACOT", "ACOTH", "ACOTR", "ASIN",
          "ASINH", "ASINR", "ATAN", "ATAN2", "ATAN2R", "ATANH", "ATANR", "COS", "COSH", "COSR",
          "COT", "COTH", "COTR", "CSC", "CSCH", "CSCR", "DEG", "RAD", "SEC", "SECH", "SECR", "SIN",
          "SINH", "SINR", "TAN", "TANH", "TANR");

  private static final List<String> TEXTS =
      List.of(
          "STR_CONTAINS",
          "STR_ENDS_WITH",
          "STR_LEFT",
          "STR_LENGTH",
          "STR_LOWER",
          "STR_RIGHT",
          "STR_STARTS_WITH",
          "STR_SUBSTRING",
          "STR_TRIM",
          "STR_UPPER");

  private static final ExpressionConfiguration CONFIGURATION =
      ExpressionConfiguration.defaultConfiguration();

  /** Functions ask it for the configuration only, which never changes. */
  private static final Expression EXPRESSION = new Expression("0", CONFIGURATION);

  private EvalExFunctions() {}

  static List<FormulaFunction> all() {
    var all = new ArrayList<FormulaFunction>();
    NUMBERS.forEach(name -> all.add(wrap(name.toLowerCase(Locale.ROOT), name, ValueType.NUMBER)));
    TEXTS.forEach(name -> all.add(wrap(name, name, null)));
    return all;
  }

  private static FormulaFunction wrap(String shown, String name, @Nullable ValueType type) {
    FunctionIfc function = CONFIGURATION.getFunctionDictionary().getFunction(name);
    int count = function.getCountOfNonVarArgParameters();
    boolean many = function.hasVarArgs();
    var parameters = function.getFunctionParameterDefinitions();
    String usage =
        shown
            + "("
            + String.join(", ", parameters.stream().map(p -> p.getName()).toList())
            + (many ? ", …)" : ")");
    return FormulaFunction.strict(
        shown,
        usage,
        count,
        many ? FormulaFunction.MANY : count,
        type,
        (args, scope) -> call(function, args, scope));
  }

  private static @Nullable Object call(FunctionIfc function, @Nullable Object[] args, Scope scope) {
    var token = new Token(1, "f", Token.TokenType.FUNCTION, function);
    EvaluationValue[] values = new EvaluationValue[args.length];
    for (int i = 0; i < args.length; i++) {
      values[i] =
          switch (args[i]) {
            case BigDecimal n -> EvaluationValue.numberValue(Decimals.checked(n));
            case null -> throw new IllegalStateException("strict functions see no empty values");
            case Object other -> EvaluationValue.stringValue(Values.text(other, scope.zone()));
          };
    }
    try {
      function.validatePreEvaluation(token, values);
      EvaluationValue result = function.evaluate(EXPRESSION, token, values);
      return switch (result.getDataType()) {
        case NUMBER -> result.getNumberValue();
        case BOOLEAN -> result.getBooleanValue();
        case STRING -> result.getStringValue();
        default -> null;
      };
    } catch (EvaluationException | ArithmeticException | IndexOutOfBoundsException e) {
      throw (FormulaException) Faults.of("formula_function", e.getMessage()).initCause(e);
    }
  }
}
