package dev.nacre.expression;

import com.ezylang.evalex.EvaluationException;
import com.ezylang.evalex.Expression;
import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.config.FunctionDictionaryIfc;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.functions.FunctionIfc;
import com.ezylang.evalex.functions.FunctionParameterDefinition;
import com.ezylang.evalex.operators.AbstractOperator;
import com.ezylang.evalex.operators.InfixOperator;
import com.ezylang.evalex.operators.OperatorIfc;
import com.ezylang.evalex.parser.ASTNode;
import com.ezylang.evalex.parser.ParseException;
import com.ezylang.evalex.parser.Token;
import java.util.List;
import java.util.Map;

/**
 * Parses formulas with EvalEx. Only its syntax tree is used: names, functions and arguments are
 * checked by {@link FormulaCompiler}, which also knows what empty values do.
 */
final class FormulaParser {
  private static final ExpressionConfiguration CONFIGURATION =
      ExpressionConfiguration.builder()
          .singleQuoteStringLiteralsAllowed(true)
          .implicitMultiplicationAllowed(false)
          .functionDictionary(new AnyFunction())
          .build()
          .withAdditionalOperators(Map.entry("&", new Join()));

  private FormulaParser() {}

  static ASTNode parse(String text) throws ParseException {
    return new Expression(text, CONFIGURATION).getAbstractSyntaxTree();
  }

  /** Joins texts, as in spreadsheets. */
  @InfixOperator(precedence = OperatorIfc.OPERATOR_PRECEDENCE_ADDITIVE)
  private static final class Join extends AbstractOperator {
    @Override
    public EvaluationValue evaluate(Expression expression, Token token, EvaluationValue... values)
        throws EvaluationException {
      throw new EvaluationException(token, "only parsed here");
    }
  }

  /** Lets the parser take every name for a function, with any number of arguments. */
  private static final class AnyFunction implements FunctionDictionaryIfc, FunctionIfc {
    @Override
    public void addFunction(String name, FunctionIfc function) {
      throw new UnsupportedOperationException(name);
    }

    @Override
    public FunctionIfc getFunction(String name) {
      return this;
    }

    @Override
    public List<FunctionParameterDefinition> getFunctionParameterDefinitions() {
      return List.of(FunctionParameterDefinition.builder().name("value").isVarArg(true).build());
    }

    @Override
    public boolean hasVarArgs() {
      return true;
    }

    @Override
    public int getCountOfNonVarArgParameters() {
      return 0;
    }

    @Override
    public void validatePreEvaluation(Token token, EvaluationValue... values)
        throws EvaluationException {
      throw new EvaluationException(token, "only parsed here");
    }

    @Override
    public EvaluationValue evaluate(Expression expression, Token token, EvaluationValue... values)
        throws EvaluationException {
      throw new EvaluationException(token, "only parsed here");
    }
  }
}
