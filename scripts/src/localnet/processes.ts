import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { EXIT_WITH_PARENT } from '../exit-with-parent.ts';

const ENTRY = fileURLToPath(new URL('../plumbline.ts', import.meta.url));

/** How much a log line matters, by the names of pino's levels. */
export const SEVERITIES = { debug: 20, info: 30, warn: 40, error: 50, fatal: 60, silent: 100 } as const;
export type SeverityName = keyof typeof SEVERITIES;

function severityOf(level: unknown): number {
  return typeof level === 'number' ? level : (SEVERITIES[level as SeverityName] ?? SEVERITIES.debug);
}

/** One line of a child's JSON log. Every process of ours logs with pino: `module` says which part speaks. */
export interface LogRecord {
  readonly severity: number;
  readonly module?: string;
  readonly event?: string;
  readonly msg?: string;
  readonly [field: string]: unknown;
}

export interface ManagedProcess {
  readonly name: string;
  readonly pid: number;
  /** Resolves with a description of how the process ended. */
  readonly exited: Promise<string>;
  signal(signal: NodeJS.Signals): void;
}

/**
 * The child processes of a local network: each is `plumbline …` in a process of its own, its log read from
 * standard error, its life tied to ours through a pipe on its standard input.
 */
export class ProcessGroup {
  readonly #children: { process: ManagedProcess; child: ChildProcess }[] = [];
  readonly #onLog: (name: string, record: LogRecord) => void;
  readonly #onUnexpectedExit: (name: string, how: string) => void;
  #stopping = false;

  constructor(
    onLog: (name: string, record: LogRecord) => void,
    onUnexpectedExit: (name: string, how: string) => void,
  ) {
    this.#onLog = onLog;
    this.#onUnexpectedExit = onUnexpectedExit;
  }

  /** Starts `plumbline <args>` under the given name. */
  start(name: string, args: readonly string[]): ManagedProcess {
    const child = spawn(process.execPath, [ENTRY, ...args], {
      // A process group of its own: Ctrl-C reaches us alone, and we stop the parts in order.
      detached: true,
      stdio: ['pipe', 'ignore', 'pipe'],
      env: { ...process.env, [EXIT_WITH_PARENT]: '1' },
    });
    const lastWords: string[] = [];
    createInterface({ input: child.stderr }).on('line', (line) => {
      const record = parseRecord(line);
      if (record.severity >= SEVERITIES.warn)
        lastWords.splice(0, Math.max(0, lastWords.length - 4), String(record.msg));
      this.#onLog(name, record);
    });
    const exited = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
    void exited.then((how) => {
      if (!this.#stopping) this.#onUnexpectedExit(name, [how, ...lastWords.slice(-2)].join(': '));
    });
    const managed: ManagedProcess = {
      name,
      pid: child.pid ?? -1,
      exited,
      signal: (signal) => void child.kill(signal),
    };
    this.#children.push({ process: managed, child });
    return managed;
  }

  /** Stops the youngest first, the chain last; what has not ended after `graceMs` is killed. */
  async stop(graceMs = 2_000): Promise<void> {
    this.#stopping = true;
    const [first, ...rest] = this.#children;
    const started = performance.now();
    await stopAll(rest, graceMs);
    if (first) await stopAll([first], Math.max(500, graceMs - (performance.now() - started)));
  }
}

async function stopAll(
  children: readonly { process: ManagedProcess; child: ChildProcess }[],
  graceMs: number,
): Promise<void> {
  for (const { child } of children) child.kill('SIGTERM');
  const timer = setTimeout(() => {
    for (const { child } of children) child.kill('SIGKILL');
  }, graceMs);
  await Promise.all(children.map(({ process }) => process.exited));
  clearTimeout(timer);
}

/** A line that is not JSON (a crash before the logger stood, a warning of Node's) is kept as a warning. */
function parseRecord(line: string): LogRecord {
  try {
    const record: unknown = JSON.parse(line);
    if (typeof record === 'object' && record !== null && 'level' in record) {
      return { ...record, severity: severityOf(record.level) };
    }
  } catch {
    // Not JSON: falls through to the plain text below.
  }
  return { severity: SEVERITIES.warn, msg: line };
}
