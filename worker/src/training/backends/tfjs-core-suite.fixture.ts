import { registerHooks } from 'node:module';

interface Spec {
  readonly name: string;
  readonly run: () => unknown;
}

export interface SuiteResult {
  readonly passed: number;
  readonly failed: readonly { readonly name: string; readonly why: string }[];
}

type Work = () => unknown;

/** What jasmine calls the parts of a test, collecting them instead of running them. */
class Collector {
  readonly specs: Spec[] = [];
  readonly #names: string[] = [];
  readonly #before: Work[][] = [];
  readonly #after: Work[][] = [];
  readonly #once: Work[] = [];

  describe = (name: string, body: Work): void => {
    this.#names.push(name);
    this.#before.push([]);
    this.#after.push([]);
    body();
    this.#names.pop();
    this.#before.pop();
    this.#after.pop();
  };

  it = (name: string, body: Work): void => {
    const before = this.#before.flat();
    const after = this.#after.flat();
    this.specs.push({
      name: [...this.#names, name].join(' '),
      run: async () => {
        for (const work of before) await work();
        try {
          await body();
        } finally {
          for (const work of after) await work();
        }
      },
    });
  };

  beforeEach = (work: Work): void => {
    this.#before.at(-1)?.push(work);
  };

  afterEach = (work: Work): void => {
    this.#after.at(-1)?.push(work);
  };

  beforeAll = (work: Work): void => {
    this.#once.push(work);
  };

  async runAll(): Promise<SuiteResult> {
    for (const work of this.#once) await work();
    let passed = 0;
    const failed: { name: string; why: string }[] = [];
    for (const { name, run } of this.specs) {
      try {
        await run();
        passed++;
      } catch (error) {
        failed.push({ name, why: String((error as Error)?.message ?? error).slice(0, 300) });
      }
    }
    return { passed, failed };
  }
}

/** jasmine's `expect()` without a value says that a test expects nothing else. */
function orNothing(expect: (value: unknown) => unknown): (...given: [] | [unknown]) => unknown {
  return (...given) => (given.length === 0 ? { nothing: () => undefined } : expect(given[0]));
}

/** What the tests of tfjs-core share. */
interface JasmineUtil {
  setTestEnvs(environments: readonly { name: string; backendName: string; isDataSync: boolean }[]): void;
}

/** Runs test files of tfjs-core, found relative to `core`, on a backend. */
export async function runCoreTests(
  core: URL,
  backendName: string,
  files: readonly string[],
  expect: (value: unknown) => unknown,
): Promise<Map<string, SuiteResult>> {
  const results = new Map<string, SuiteResult>();
  const shim = new URL('./jasmine-core.shim.cjs', import.meta.url).href;
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier.startsWith('jasmine-core/') ? { url: shim, shortCircuit: true } : next(specifier, context),
  });
  const scope = globalThis as unknown as Record<string, unknown>;
  const own = new Set(Object.keys(scope));
  try {
    const { setTestEnvs } = (await import(new URL('jasmine_util.js', core).href)) as JasmineUtil;
    // The tests run on a copy of tfjs-core of their own, which shares the engine but not what is attached to tensors.
    await import(new URL('register_all_gradients.js', core).href);
    await import(new URL('public/chained_ops/register_all_chained_ops.js', core).href);
    setTestEnvs([{ name: backendName, backendName, isDataSync: true }]);
    for (const file of files) {
      const collector = new Collector();
      const { describe, it, beforeEach, afterEach, beforeAll } = collector;
      const ignore = (): void => undefined;
      Object.assign(scope, {
        describe,
        it,
        beforeEach,
        afterEach,
        beforeAll,
        afterAll: ignore,
        xit: ignore,
        xdescribe: ignore,
      });
      Object.assign(scope, {
        expect: orNothing(expect),
        fail: (why: string) => {
          throw new TypeError(why);
        },
      });
      await import(new URL(file, core).href);
      results.set(file, await collector.runAll());
    }
  } finally {
    for (const name of Object.keys(scope)) if (!own.has(name)) Reflect.deleteProperty(scope, name);
    hooks.deregister();
  }
  return results;
}
