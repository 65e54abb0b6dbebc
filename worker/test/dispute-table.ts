import type { Dispute } from '@plumbline/runtime-types/domain/dispute';
import type { SideName } from '@plumbline/runtime-types/domain/game';
import type { Move } from '@plumbline/runtime-types/domain/move';
import type { Task } from '@plumbline/runtime-types/domain/task';
import type { SignedMove } from '@plumbline/runtime-types/domain/transcript';
import { blake2b256 } from '@plumbline/verification/hash/blake2b';
import type { GameState } from '@plumbline/verification/pinpoint/facts';
import { type DisputeContext, openingPosition } from '@plumbline/verification/pinpoint/message';
import type { Trace } from '@plumbline/verification/pinpoint/trace';
import { advance, type Progress, playTranscript } from '@plumbline/verification/pinpoint/transcript';
import { turnOf } from '@plumbline/verification/pinpoint/turn';
import { onTestFinished } from 'vitest';
import { type Account, accountFromUri } from '../src/chain/account.ts';
import type { ChainView } from '../src/chain/view.ts';
import { silentLoggers } from '../src/log/logger.ts';
import type { MovesAnswer, MovesRequest } from '../src/network/dispute-frames.ts';
import { serveDisputes } from '../src/network/dispute-server.ts';
import { loadPeerKey } from '../src/network/identity.ts';
import { dialableAddresses, type PeerNode, startPeerNode } from '../src/network/peer-node.ts';
import type { WorkerContext } from '../src/roles/context.ts';
import { DisputePlayer } from '../src/roles/dispute-player.ts';
import { DisputeSeats } from '../src/roles/dispute-seats.ts';
import { Reconciler } from '../src/roles/reconciler.ts';
import { openDatabase } from '../src/storage/database.ts';
import { Journal } from '../src/storage/journal.ts';
import { facts, seed } from './disputed-training.ts';
import { temporaryFolder } from './temporary.ts';

export const BINDING: DisputeContext = { genesis: blake2b256(Uint8Array.of(1)), task: 4, dispute: 2 };
/** Blocks for a move. */
export const WINDOW = 100;

const { programRoot, stateCount, nodeCount, datasetRoot, datasetElements } = facts;
const TASK = {
  attempt: 0,
  seed,
  spec: {
    program: { root: programRoot, stateCount, nodeCount },
    dataset: {
      blob: { root: datasetRoot, bytes: BigInt(4 * datasetElements) },
      rows: facts.rows,
      rowStride: facts.rowStride,
    },
    mode: { type: 'Reproducible' },
    batchSize: facts.batchSize,
    steps: facts.steps,
    checkpointEvery: facts.checkpointEvery,
  },
} as Task;

type Call = { readonly name: 'play'; readonly round: number; readonly moves: readonly [Move] } | Transcript;
type Transcript = { readonly name: 'postTranscript'; readonly moves: readonly SignedMove[] };
type Answer = (request: MovesRequest, peer: string) => Promise<MovesAnswer>;

export interface Sitting {
  readonly side: SideName;
  readonly trace: () => Promise<Trace>;
  /** Comes between the network and the seat. */
  readonly answer?: (honest: Answer) => Answer;
  readonly timing?: { answer?: number; beat?: number; tries?: number; idle?: number; stalls?: boolean };
}

/** Two workers' players with databases, peers and reconcilers of their own, and the dispute as the chain keeps it. */
export class DisputeTable {
  readonly extrinsics: { side: SideName; name: Call['name']; moves: number }[] = [];
  readonly accounts: Readonly<Record<SideName, Account>>;
  readonly nodes = new Map<SideName, PeerNode>();
  readonly #reconcilers = new Map<SideName, Reconciler>();
  #block = 10;
  #progress: Progress;
  #deadline = 10 + WINDOW;
  #judged = Promise.withResolvers<{ winner: SideName; reason: string }>();

  private constructor(accounts: Record<SideName, Account>, opening: GameState) {
    this.accounts = accounts;
    this.#progress = { kind: 'next', position: openingPosition(BINDING, opening) };
    onTestFinished(() => this.stop());
  }

  static async lay(opening: GameState): Promise<DisputeTable> {
    const [Challenger, Defender] = [await accountFromUri('//Bob'), await accountFromUri('//Charlie')];
    return new DisputeTable({ Challenger, Defender }, opening);
  }

  get judged(): Promise<{ winner: SideName; reason: string }> {
    return this.#judged.promise;
  }

  get round(): number {
    return this.#progress.kind === 'next' ? this.#progress.position.round : this.#progress.round;
  }

  /** Starts one side's worker, also again in a folder where it was killed. */
  async seat({ side, trace, answer, timing }: Sitting, folder?: string): Promise<{ kill(): Promise<void> }> {
    const base = folder ?? (await temporaryFolder());
    const database = await openDatabase(base);
    const node = await startPeerNode({ key: await loadPeerKey(base), listen: ['/ip4/127.0.0.1/tcp/0'] });
    this.nodes.set(side, node);
    const stop = new AbortController();
    let wake = (): void => undefined;
    const seats = new DisputeSeats(() => wake());
    const context = {
      account: this.accounts[side],
      calls: {
        play: (_: number, round: number, move: Move): Call => ({ name: 'play', round, moves: [move] }),
        postTranscript: (_: number, moves: SignedMove[]): Call => ({ name: 'postTranscript', moves }),
      },
      submitter: { submit: async (call: Call) => this.#include(side, call) },
      loggerOf: silentLoggers,
      node,
      genesis: BINDING.genesis,
      seats,
      journalOf: (scope: string) => new Journal(database, scope),
      signal: stop.signal,
      newest: () => this.#view(),
      wake: () => wake(),
    } as unknown as WorkerContext;
    const honest: Answer = (request, peer) => seats.answer(request, peer);
    await serveDisputes({ node, answer: answer?.(honest) ?? honest, log: silentLoggers('network') });
    const player = new DisputePlayer(context, 'test', {
      answer: 2_000,
      beat: 20,
      tries: 3,
      idle: 1_000,
      ...timing,
    });
    const jobs = async (view: ChainView) => {
      player.keepOnly(view);
      const dispute = view.disputes.get(BINDING.dispute);
      if (dispute === undefined) return [];
      return player.jobs({ view, disputeId: BINDING.dispute, dispute, task: TASK, side, trace });
    };
    const roles = [{ name: side, jobs }];
    const reconciler = new Reconciler({ roles, log: silentLoggers('worker'), retryMilliseconds: 50 });
    wake = () => reconciler.wake();
    this.#reconcilers.set(side, reconciler);
    reconciler.update(this.#view());
    let isKilled = false;
    const kill = async (): Promise<void> => {
      if (isKilled) return;
      isKilled = true;
      stop.abort();
      this.#reconcilers.delete(side);
      await Promise.all([reconciler.stop(), node.stop()]);
      await database.close();
    };
    onTestFinished(kill);
    return { kill };
  }

  /** Blocks in which nothing happens; the silent side loses when its time is over. */
  pass(blocks: number): void {
    this.#block += blocks;
    if (this.#progress.kind === 'next' && this.#block > this.#deadline) {
      const winner = turnOf(this.#progress.position.state) === 'Defender' ? 'Challenger' : 'Defender';
      this.#judged.resolve({ winner, reason: 'Silent' });
    }
    this.#tell();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#reconcilers.values()].map((reconciler) => reconciler.stop()));
  }

  #include(side: SideName, call: Call): void {
    if (this.#progress.kind === 'verdict') throw new RangeError('the dispute is over');
    const { position } = this.#progress;
    if (call.name === 'play') {
      if (call.round !== position.round) throw new RangeError('WrongRound');
      if (turnOf(position.state) !== side) throw new RangeError('NotYourTurn');
      this.#progress = advance(facts, BINDING, position, call.moves[0]);
    } else {
      const verify = (of: SideName, payload: Uint8Array, signature: Uint8Array): boolean =>
        this.accounts[of].pair.verify(payload, signature, this.accounts[of].publicKey);
      this.#progress = playTranscript(facts, BINDING, position, call.moves, verify);
    }
    this.extrinsics.push({ side, name: call.name, moves: call.moves.length });
    this.#block += 1;
    this.#deadline = this.#block + WINDOW;
    if (this.#progress.kind === 'verdict') this.#judged.resolve(this.#progress);
    this.#tell();
  }

  #tell(): void {
    for (const reconciler of this.#reconcilers.values()) reconciler.update(this.#view());
  }

  #view(): ChainView {
    const disputes = new Map<number, Dispute>();
    if (this.#progress.kind === 'next') {
      const { state, round, head } = this.#progress.position;
      disputes.set(BINDING.dispute, {
        task: BINDING.task,
        challenger: this.accounts.Challenger.id,
        defender: this.accounts.Defender.id,
        defence: { type: 'Solver' },
        origin: { type: 'Whistleblower' },
        interval: 0,
        game: state,
        round,
        head,
        deadline: this.#deadline,
        bond: 0n,
      });
    }
    const peer = async (account: string) => {
      const side = account === this.accounts.Challenger.id ? 'Challenger' : 'Defender';
      const node = this.nodes.get(side);
      return node && { peerId: node.peerId.toString(), addresses: dialableAddresses(node) };
    };
    return {
      block: { number: this.#block, hash: '0x' },
      disputes,
      peer,
      workerKey: async () => undefined,
    } as unknown as ChainView;
  }
}
