import type { TaskSpec } from '@plumbline/runtime-types/domain/task-spec';
import type { SignedMove } from '@plumbline/runtime-types/domain/transcript';
import { fromHex, toHex } from '@plumbline/runtime-types/scale/hex';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import { referee } from '@plumbline/verification/operators/referee';
import { accuse } from '@plumbline/verification/pinpoint/accuse';
import { challenge as challengeMove } from '@plumbline/verification/pinpoint/challenge';
import { defend } from '@plumbline/verification/pinpoint/defend';
import type { GameFacts, GameState, Move } from '@plumbline/verification/pinpoint/facts';
import type { Trace } from '@plumbline/verification/pinpoint/trace';
import { signMove } from '@plumbline/verification/pinpoint/transcript';
import { turnOf } from '@plumbline/verification/pinpoint/turn';
import { stateRoot } from '@plumbline/verification/trace/state';
import { tensorBytes } from '@plumbline/verification/trace/tensor';
import { sr25519PairFromSeed, sr25519Sign } from '@polkadot/util-crypto';
import { CALLER } from '../../frame/benchmark.ts';
import type { Context } from '../../frame/context.ts';
import { registerRich } from '../stakes/benchmark-crowd.ts';
import { acceptWorkerKey, proposeWorkerKey } from '../stakes/worker-key.ts';
import { DOUBLING, doublingSpec, STATE } from '../tasks/benchmark-alteration.ts';
import { putTask, ROOT, SOLVER, seal, TASK } from '../tasks/benchmark-task.ts';
import { tasks } from '../tasks/declaration.ts';
import { taskOf } from '../tasks/store.ts';
import { challenge } from './challenge.ts';
import { disputes } from './declaration.ts';
import { disputeOf } from './dispute-of.ts';
import { gameFacts } from './facts.ts';
import { messageContext } from './message-context.ts';
import { play, positionOf } from './play.ts';

export const DISPUTE = 0;
const STEPS = 2;
const LIE = { step: 1, node: 1, element: 70 };
const [FIRST = DOUBLING.nodes[0]] = DOUBLING.nodes;

/** The training of the doubling program, by somebody who computes one element wrong or by somebody who does not. */
class DoublingTrace implements Trace {
  readonly program = DOUBLING;
  readonly dataset = new Uint8Array(4_096);
  readonly #outputs: Float32Array[][] = [];
  readonly #states: Float32Array[] = [STATE];

  constructor(lies: boolean) {
    for (let step = 0; step < STEPS; step++) {
      const before = this.#states[step] ?? STATE;
      const outputs: Float32Array[] = [];
      for (const [index, node] of DOUBLING.nodes.entries()) {
        const inputs = node.inputs.map((input) => outputs[input] ?? before);
        const output = node === FIRST ? before : referee(node, inputs, evaluation(step));
        if (lies && step === LIE.step && index === LIE.node) output[LIE.element] = 5;
        outputs.push(output);
      }
      this.#outputs.push(outputs);
      this.#states.push(outputs[1] ?? before);
    }
  }

  rootAfter(steps: number): Hash {
    return stateRoot([blobRoot(tensorBytes(this.#states[steps] ?? STATE))]);
  }

  async stateRoots(first: number, last: number): Promise<Hash[]> {
    return Array.from({ length: last - first }, (_, index) => this.rootAfter(first + index + 1));
  }

  async tensorRoots(steps: number): Promise<Hash[]> {
    return [blobRoot(tensorBytes(this.#states[steps] ?? STATE))];
  }

  async operatorRoots(step: number): Promise<Hash[]> {
    return (this.#outputs[step] ?? []).map((output) => blobRoot(tensorBytes(output)));
  }

  async nodeOutput(step: number, node: number): Promise<Uint8Array> {
    return tensorBytes(this.#outputs[step]?.[node] ?? STATE);
  }

  async initialTensor(): Promise<Uint8Array> {
    return tensorBytes(STATE);
  }
}

const evaluation = (step: number) => ({
  ...{ step, seed: ROOT, rows: 1, batchSize: 1, rowStride: 1, dataset: new Float32Array(1_024) },
});

const LIAR = new DoublingTrace(true);
const HONEST = new DoublingTrace(false);

/** A task in which nothing but what lies outside its bounds is wrong. */
export const TOLERANT = specOf({ type: 'Tolerant' });

function specOf(mode: TaskSpec['mode']): TaskSpec {
  return doublingSpec({ steps: STEPS, checkpointEvery: STEPS, mode });
}

/** Has the caller challenge a wrong interval of the Solver's, and plays so many moves of the game on chain. */
export async function beginGame(
  context: Context,
  changes: Parameters<typeof putTask>[1],
  moves: number,
): Promise<void> {
  putTask(context, {
    ...{ status: { type: 'Challengeable' }, seal: seal(SOLVER) },
    ...{ spec: specOf({ type: 'Reproducible' }) },
    progress: { checkpoints: 2, loss: 0 },
    ...changes,
  });
  for (const [index, steps] of [0, STEPS].entries()) {
    const root = LIAR.rootAfter(steps);
    tasks.storage.Checkpoints.put(context, TASK, index, { first: root, second: root });
  }
  registerRich(context, CALLER, 'Whistleblower');
  const task = taskOf(context, TASK);
  tasks.storage.Tasks.put(context, TASK, { ...task, served: task.served.slice(0, -1) });
  challenge(context, CALLER, TASK, 0);
  for (let made = 0; made < moves; made++) {
    const { who, round, move } = await nextMove(context);
    play(context, who, DISPUTE, round, move);
  }
}

/** What the side whose turn it is moves next. */
export async function nextMove(context: Context) {
  const dispute = disputeOf(context, DISPUTE);
  const facts = gameFacts(taskOf(context, TASK));
  const isDefender = turnOf(dispute.game) === 'Defender';
  const move = await (isDefender ? defend(facts, dispute.game, LIAR) : challengerMove(facts, dispute.game));
  return { who: isDefender ? SOLVER : CALLER, round: dispute.round, move };
}

/** In a tolerant task the challenger has one leaf of the trace shown, and goes straight to the fault then. */
async function challengerMove(facts: GameFacts, state: GameState): Promise<Move> {
  if (facts.mode === 'Reproducible') return challengeMove(facts, state, HONEST);
  if (state.type === 'Trace' && state.value.demands === 0) {
    return { type: 'DemandTrace', value: { step: LIE.step, node: LIE.node, leaf: 0 } };
  }
  return accuse(facts, state, LIAR, { kind: 'Element', ...LIE });
}

const workerOf = (who: string) => sr25519PairFromSeed(fromHex(who));

/** Both sides let keys of their own sign for them. */
export function nameWorkers(context: Context): void {
  for (const who of [CALLER, SOLVER]) {
    const worker = toHex(workerOf(who).publicKey);
    proposeWorkerKey(context, who, worker);
    acceptWorkerKey(context, worker, who);
  }
}

/** The next moves of the game, signed by the keys of both sides; the state is as if none had been made. */
export async function signedMoves(context: Context, count: number): Promise<SignedMove[]> {
  const signed: SignedMove[] = [];
  const before = disputeOf(context, DISPUTE);
  for (let made = 0; made < count; made++) {
    const { who, round, move } = await nextMove(context);
    const binding = messageContext(context, DISPUTE, TASK);
    const position = positionOf(disputeOf(context, DISPUTE));
    signed.push(signMove(binding, position, move, (payload) => sr25519Sign(payload, workerOf(who))));
    play(context, who, DISPUTE, round, move);
  }
  const { deadline } = disputeOf(context, DISPUTE);
  disputes.storage.Disputes.put(context, DISPUTE, { ...before, deadline });
  return signed;
}
