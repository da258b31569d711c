package dev.nacre.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.metadata.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptsTest {
  private static final Scripts SCRIPTS =
      new Scripts(new Scripts.Limits(Duration.ofMillis(500), 2_000_000, 128L << 20, 1000));

  @AfterAll
  static void close() {
    SCRIPTS.close();
  }

  @Test
  void givesTheValueOfAnExpressionOrWhatStatementsReturn() throws Exception {
    Map<String, JsonNode> inputs = Map.of("source", TestShape.JSON.readTree("{\"a\":[1,2.5]}"));
    assertThat(run("source.a[1] * 2", inputs)).hasToString("5");
    assertThat(run("source.a.length // with a remark", inputs)).hasToString("2");
    assertThat(run("({x: source.a[0], y: null})", inputs)).hasToString("{\"x\":1,\"y\":null}");
    assertThat(run("const s = source.a;\nreturn s.map(x => x + 1)", inputs)).hasToString("[2,3.5]");
    assertThat(run("source.none", inputs).isNull()).isTrue();
    assertThat(run("let x = 1;", inputs).isNull()).isTrue();
    assertThat(run("typeof old", inputs).asText()).isEqualTo("undefined");
    assertThat(run("extra + 1", Map.of("extra", JsonNodeFactory.instance.numberNode(2))))
        .hasToString("3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"while (true) {}", "for (;;);", "Promise.resolve().then(() => { for (;;); });"})
  void stopsLoopsThatNeverEnd(String code) {
    assertThat(code(code)).isEqualTo("script_timeout");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "const a = []; for (;;) a.push(new Array(1000).fill(0))",
        "const m = new Map(); for (let i = 0; ; i++) m.set(i, 'abc'.repeat(1000) + i)",
        "let n = 3n; for (;;) n = n * n",
        "return [1, ...new Array(9e8)].length",
        "const a = []; a.length = 4e9; for (const x of a); return 1"
      })
  void stopsWhatEatsMemory(String code) {
    assertThat(code(code)).isIn("script_memory", "script_timeout", "script_error");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'x'.repeat(2 ** 29)",
        "'x'.padEnd(1e9)",
        "new Array(1e9).fill(1)",
        "new Array(1e9).join('x')",
        "Array.from({length: 1e9})",
        "Object.keys(new Array(1e8).fill(0))"
      })
  void refusesToMakeHugeTextsAndLists(String code) {
    assertThat(message(code)).contains("too long");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Java.type('java.lang.System').exit(1)",
        "Polyglot.eval('js', '1')",
        "load('/etc/passwd')",
        "new Function('return 1')()",
        "eval('1')",
        "require('fs')",
        "fetch('http://localhost')",
        "process.exit()"
      })
  void deniesWhatLiesOutside(String code) {
    assertThat(code(code)).isEqualTo("script_denied");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[].constructor.constructor('return this')()",
        "(() => 1).constructor('return 1')()",
        "(function* () {}).constructor('yield 1')().next()",
        "import('fs')",
        "this.x.y"
      })
  void hasNoWayRound(String code) {
    assertThat(code(code)).isEqualTo("script_error");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Object.prototype.leak = 1",
        "globalThis.leak = 1",
        "Array.prototype.map = () => 1",
        "JSON.stringify = () => '1'",
        "Object.prototype.toString = () => 'x'",
        "leak = 1",
        "console.log = null"
      })
  void leavesNothingToTheNextRun(String code) {
    assertThat(code("(() => { " + code + " })()")).isEqualTo("script_error");
    assertThat(run("[typeof leak, typeof ({}).leak, String({})].join()", Map.of()).asText())
        .isEqualTo("undefined,undefined,[object Object]");
  }

  @Test
  void letsObjectsHaveTheirOwnToString() {
    assertThat(run("const p = {}; p.toString = () => 'z'; return String(p)", Map.of()).asText())
        .isEqualTo("z");
    assertThat(run("const e = new Error('x'); e.name = 'Y'; return e.name", Map.of()).asText())
        .isEqualTo("Y");
  }

  @Test
  void tellsTheLineOfAnError() {
    assertThat(message("const a = 1;\n\nreturn a.b.c"))
        .startsWith(" script_error: The script failed at line 3: TypeError");
    assertThat(message("\nthrow new Error('no stock')")).contains("line 2: Error: no stock");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return (1",
        "}); leak = 1; (function () {",
        "let a = ;",
        "const x = 1; x x",
        "let source = 1; return"
      })
  void tellsASyntaxErrorWhenCompiled(String code) {
    var problems = new Problems();
    assertThat(SCRIPTS.compile(code, "/js", problems)).isNull();
    assertThat(Corpus.told(problems)).singleElement().asString().startsWith("/js script_syntax: ");
  }

  @Test
  void refusesAResultThatIsTooLargeOrNoJson() {
    assertThat(code("'x'.repeat(2000)")).isEqualTo("script_output");
    assertThat(code("10n")).isEqualTo("script_error");
    assertThat(code("const a = {}; a.a = a; return a")).isEqualTo("script_error");
    assertThat(code("(async () => 1)()")).isEqualTo("script_error");
    assertThat(code("(function f() { return f() })()")).isEqualTo("script_error");
  }

  @Test
  void keepsWhatIsLogged() {
    var outcome =
        compile("console.log('a', {b: 1}); console.error('x'.repeat(9000)); return 7")
            .execute(Map.of());
    assertThat(outcome.value()).hasToString("7");
    assertThat(outcome.console()).first().isEqualTo("a {\"b\":1}");
    assertThat(String.join("", outcome.console())).hasSizeLessThan(4001);
    assertThat(compile("7").execute(Map.of()).console()).isEmpty();
  }

  @Test
  void servesManyThreadsAtOnceAlsoAfterSomeWereStopped() throws Exception {
    var good = compile("source.n * 2");
    var bad = compile("for (;;);");
    try (var pool = Executors.newFixedThreadPool(8)) {
      var runs =
          IntStream.range(0, 200)
              .mapToObj(
                  i ->
                      pool.submit(
                          () ->
                              i % 50 == 7
                                  ? bad.run(Map.of())
                                  : good.run(
                                      Map.of(
                                          "source", TestShape.JSON.readTree("{\"n\":" + i + "}")))))
              .toList();
      for (int i = 0; i < runs.size(); i++) {
        if (i % 50 == 7) {
          var fault = catchThrowableOfType(ExecutionException.class, runs.get(i)::get);
          assertThat(fault.getCause()).hasMessageContaining("script_timeout");
        } else {
          assertThat(runs.get(i).get().asInt()).isEqualTo(2 * i);
        }
      }
    }
  }

  @Test
  void standsInForAValueWhereScriptsAreAllowed() {
    var engine = new ExpressionEngine(SCRIPTS);
    var js = new dev.nacre.metadata.Value.Js("record.lines.map(l => l.sku).join('+') + user.id");
    var problems = new Problems();
    Names names = Names.of(TestShape.FORMS.get("order"), TestShape.FORMS::get);
    assertThat(engine.value(js, names, "/x", problems)).isNull();
    assertThat(problems.list()).extracting("code").isEqualTo(List.of("script_no_place"));
    var allowed = new Names(names.shape(), false, null, names.trees(), true, names.forms());
    var value = engine.value(js, allowed, "/x", new Problems());
    Corpus.Case lines =
        Corpus.cases("formula").filter(c -> c.name().equals("tables")).findFirst().orElseThrow();
    assertThat(value.evaluate(lines.scope())).isEqualTo("a+b+cmei");
  }

  private static Scripts.CompiledScript compile(String code) {
    var problems = new Problems();
    Scripts.CompiledScript script = SCRIPTS.compile(code, "", problems);
    assertThat(Corpus.told(problems)).isEmpty();
    return script;
  }

  private static JsonNode run(String code, Map<String, JsonNode> inputs) {
    return compile(code).run(inputs);
  }

  private static FormulaException fault(String code) {
    return catchThrowableOfType(FormulaException.class, () -> compile(code).run(Map.of()));
  }

  private static String code(String code) {
    return fault(code).problems().getFirst().code();
  }

  private static String message(String code) {
    return Corpus.told(fault(code).problems().getFirst());
  }
}
