// Prepares a context for scripts: takes away what isn't theirs, bounds what one call can allocate,
// freezes what they share, so that no run can leave anything to the next, and gives the runner.
(function () {
  'use strict';
  const LONGEST = 1000000;
  const { parse, stringify } = JSON;
  const { apply } = Reflect;
  const Builder = Function;
  const Later = Promise;

  for (const name of [
    'Java', 'Packages', 'java', 'javax', 'javafx', 'com', 'org', 'edu', 'Polyglot', 'Graal', 'load',
    'loadWithNewGlobal', 'print', 'printErr', 'quit', 'exit', 'readbuffer', 'readline', 'read',
    'importScripts', 'SharedArrayBuffer', 'Atomics', 'ArrayBuffer', 'DataView', 'WebAssembly', 'Int8Array',
    'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array',
    'Float16Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array', 'eval',
    'FinalizationRegistry', 'WeakRef', 'ShadowRealm', 'performance', 'setTimeout', 'setInterval',
    'clearTimeout', 'clearInterval', 'Function']) {
    delete globalThis[name];
  }
  // code made of text would escape the check of the script's own
  for (const made of [function () {}, function* () {}, async function () {}, async function* () {}]) {
    Object.defineProperty(Object.getPrototypeOf(made), 'constructor', { value: undefined });
  }

  function bound(owner, name, size) {
    const original = owner[name];
    const { [name]: guarded } = {
      [name](...args) {
        if (size(this, args) > LONGEST) {
          throw new RangeError('text or list too long');
        }
        return apply(original, this, args);
      },
    };
    Object.defineProperty(owner, name, { value: guarded });
  }
  const length = (of) => (of === null || of === undefined ? 0 : Number(of.length) || 0);
  const first = (of, [count]) => Number(count) || 0;
  bound(String.prototype, 'repeat', (text, [count]) => length(String(text)) * (Number(count) || 0));
  bound(String.prototype, 'padStart', first);
  bound(String.prototype, 'padEnd', first);
  for (const name of ['concat', 'copyWithin', 'fill', 'flat', 'join', 'reverse', 'sort', 'splice', 'toReversed',
    'toSorted', 'toSpliced', 'toString', 'toLocaleString', 'with']) {
    bound(Array.prototype, name, length);
  }
  bound(Array, 'from', (of, [source]) => length(source));
  bound(BigInt, 'asIntN', first);
  bound(BigInt, 'asUintN', first);

  let lines = [];
  let room = 4000;
  const log = (...args) => {
    if (room > 0) {
      const line = args.map((a) => (typeof a === 'string' ? a : stringify(a))).join(' ');
      lines.push(line.slice(0, room));
      room -= line.length + 1;
    }
  };
  globalThis.console = { log, info: log, warn: log, error: log, debug: log };

  // what is frozen below an object can't be assigned on it; these people do assign
  function overridable(owner, names) {
    for (const name of names) {
      const { value } = Object.getOwnPropertyDescriptor(owner, name);
      Object.defineProperty(owner, name, {
        get: () => value,
        set(own) {
          if (this === owner) {
            throw new TypeError(name + ' belongs to everybody');
          }
          Object.defineProperty(this, name, { value: own, writable: true, enumerable: true, configurable: true });
        },
      });
    }
  }
  overridable(Object.prototype, ['toString', 'valueOf', 'toLocaleString', 'constructor', 'hasOwnProperty']);
  overridable(Error.prototype, ['name', 'message', 'toString']);

  const seen = new Set();
  function freeze(value) {
    if (value === null || (typeof value !== 'object' && typeof value !== 'function') || seen.has(value)) {
      return;
    }
    seen.add(value);
    Object.freeze(value);
    freeze(Object.getPrototypeOf(value));
    for (const key of Reflect.ownKeys(value)) {
      const property = Object.getOwnPropertyDescriptor(value, key);
      freeze(property.value);
      freeze(property.get);
      freeze(property.set);
    }
  }
  for (const sample of [function* () {}, async function () {}, async function* () {}, [][Symbol.iterator](),
    ''[Symbol.iterator](), new Map().entries(), new Set().values(), 'x'.matchAll(/x/g)]) {
    freeze(sample);
  }
  freeze(globalThis);

  return {
    // throws a SyntaxError when the text is no function body by itself
    check(body) {
      new Builder(body);
    },
    // the result as JSON; with what was logged behind a line break when anything was
    run(script, inputs) {
      lines = [];
      room = 4000;
      const value = script(parse(inputs));
      if (value instanceof Later) {
        throw new TypeError('a script can not wait: no promises, no async');
      }
      const result = stringify(value);
      return lines.length === 0 ? result : (result === undefined ? 'null' : result) + '\n' + stringify(lines);
    },
  };
})();
