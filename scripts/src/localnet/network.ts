import { join } from 'node:path';
import { aborted } from './aborted.ts';
import { cheatOf, MEMBERS, type Member, reserveFor } from './cast.ts';
import { chainArguments } from './chain-spec.ts';
import type { LocalnetOptions } from './options.ts';
import { type LogRecord, type ManagedProcess, ProcessGroup, SEVERITIES } from './processes.ts';

/** A worker that has its account, key, database and peer, and is at work. */
interface RunningMember extends Member {
  readonly pid: number;
  readonly peerId: string;
}

export interface Network {
  readonly rpc: string;
  readonly node: ManagedProcess;
  readonly members: readonly RunningMember[];
  /** Starts the one that is held back for when somebody cheats. */
  addReserve(): Promise<RunningMember>;
  stop(): Promise<void>;
}

export interface NetworkOptions {
  /** Fires to stop, also while starting. */
  readonly signal: AbortSignal;
  onLog(name: string, record: LogRecord): void;
  /** A line of a process's log that `--log` asks for. */
  onLine(name: string, line: string): void;
  /** A process ended by itself. */
  onExit(name: string, how: string): void;
}

export class NetworkError extends Error {
  readonly code = 'NetworkDown';

  constructor(message: string) {
    super(message);
    this.name = 'NetworkError';
  }
}

/** Resolves with the log record that a process says it is ready with, or throws when it ends before. */
class Announcements {
  readonly #signal: AbortSignal;
  readonly #waiting = new Map<
    string,
    { matches: (record: LogRecord) => boolean; done: (record: LogRecord) => void }
  >();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  see(name: string, record: LogRecord): void {
    const waiting = this.#waiting.get(name);
    if (waiting?.matches(record)) {
      this.#waiting.delete(name);
      waiting.done(record);
    }
  }

  of(process: ManagedProcess, matches: (record: LogRecord) => boolean): Promise<LogRecord> {
    const said = new Promise<LogRecord>((done) => this.#waiting.set(process.name, { matches, done }));
    const ended = process.exited.then((how) => {
      throw new NetworkError(`${process.name} ended before it was ready: ${how}`);
    });
    return Promise.race([said, ended, aborted(this.#signal)]);
  }
}

/** Brings up a node and the workers, each a process of its own, and resolves when all are at work. */
export async function startNetwork(
  options: LocalnetOptions,
  basePath: string,
  { signal, onLog, onLine, onExit }: NetworkOptions,
): Promise<Network> {
  const announcements = new Announcements(signal);
  const shown = SEVERITIES[options.log];
  const group = new ProcessGroup((name, record) => {
    announcements.see(name, record);
    onLog(name, record);
    if (record.severity >= shown) onLine(name, `${record.module ?? ''} ${record.msg ?? ''}`.trim());
  }, onExit);
  const log = ['--log-format', 'json', '--log', shown < SEVERITIES.info ? 'debug' : 'info'];
  const stop = (): Promise<void> => group.stop();
  try {
    const node = group.start('node', [
      'node',
      ...(await chainArguments(
        basePath,
        options.forcedErrors ?? (options.cheat === 'lazy-verifier' ? 1 : undefined),
      )),
      ...['--base-path', join(basePath, 'node')],
      ...['--rpc-port', String(options.rpcPort)],
      ...['--sealing', String(options.blockTime)],
      '--no-prometheus',
      ...log,
    ]);
    const ready = await announcements.of(node, ({ rpc }) => typeof rpc === 'string');
    const rpc = String(ready.rpc);

    const start = async (member: Member): Promise<RunningMember> => {
      const cheats = options.cheat !== undefined && member.name === cheatOf(options.cheat);
      const worker = group.start(member.name, [
        'worker',
        ...['--role', member.role],
        ...['--suri', member.suri],
        ...['--rpc', rpc],
        ...['--base-path', join(basePath, member.name)],
        ...['--listen', '/ip4/127.0.0.1/tcp/0'],
        ...log,
        ...(cheats ? ['--cheat', String(options.cheat)] : []),
        ...(options.mode === 'tolerant' && member.name === 'solver' ? ['--backend', 'wasm'] : []),
      ]);
      let peerId = '';
      await announcements.of(worker, (record) => {
        if (record.event === 'listening') peerId = String(record.peerId);
        return record.event === 'ready';
      });
      return { ...member, pid: worker.pid, peerId };
    };
    const members = await Promise.all(MEMBERS.map(start));
    return { rpc, node, members, addReserve: () => start(reserveFor(options.cheat)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
