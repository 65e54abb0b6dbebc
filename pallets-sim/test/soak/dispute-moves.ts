import type { Dispute } from '@plumbline/runtime-types/domain/dispute';
import type { Move } from '@plumbline/runtime-types/domain/move';
import { accuse } from '@plumbline/verification/pinpoint/accuse';
import { challenge } from '@plumbline/verification/pinpoint/challenge';
import { openCommittedLeaf } from '@plumbline/verification/pinpoint/committed-leaf';
import { defend } from '@plumbline/verification/pinpoint/defend';
import type { GameFacts } from '@plumbline/verification/pinpoint/facts';
import { openFileLeaf } from '@plumbline/verification/pinpoint/file-leaf';
import { signMove } from '@plumbline/verification/pinpoint/transcript';
import { turnOf } from '@plumbline/verification/pinpoint/turn';
import { tensorBytes } from '@plumbline/verification/trace/tensor';
import { forgeries } from '../../../verification/test/pinpoint/forgeries.ts';
import { disputes } from '../../src/pallets/disputes/declaration.ts';
import { gameFacts } from '../../src/pallets/disputes/facts.ts';
import { messageContext } from '../../src/pallets/disputes/message-context.ts';
import { disputesPallet } from '../../src/pallets/disputes/pallet.ts';
import { positionOf } from '../../src/pallets/disputes/play.ts';
import { tasks } from '../../src/pallets/tasks/declaration.ts';
import { signatureOf } from '../protocol/cast.ts';
import { DATASET_FILE, NEXT_NODE, PROGRAM_FILE, type TinyTraining } from '../protocol/tiny-training.ts';
import { opinion } from './dice.ts';
import { LIE_STEP, type Town } from './town.ts';
import { witnessCalls } from './witness-calls.ts';

/** Some disputes go on by a move, on chain or signed; some sides are silent for good. */
export async function playSome(town: Town): Promise<void> {
  const { dice, chain } = town;
  for (const [[id], dispute] of [...disputes.storage.Disputes.entries(chain.context)]) {
    if (dispute.defence.type === 'Open') takeDefence(town, id, dispute);
    else if (!dice.sometimes(5)) await move(town, id, dispute);
    if (dice.sometimes(20))
      town.try(dice.one(town.accounts), disputesPallet.call('timeout', { dispute: id }));
  }
}

function takeDefence(town: Town, id: number, { task }: Dispute): void {
  const { verifiers } = tasks.storage.Tasks.get(town.chain.context, task)!;
  if (verifiers.length === 0) return;
  const { account } = town.dice.one(verifiers);
  town.try(account, disputesPallet.call('takeDefence', { dispute: id }));
}

async function move(town: Town, id: number, dispute: Dispute): Promise<void> {
  const { dice, chain } = town;
  const side = turnOf(dispute.game);
  if (witnessCalls(town, id, dispute)) return;
  const who = side === 'Defender' ? dispute.defender : dispute.challenger;
  // A third of all Solvers is never heard of in a dispute.
  if (dispute.defence.type === 'Solver' && opinion(`silent ${id} ${side}`) % 3 === 0) return;
  const task = tasks.storage.Tasks.get(chain.context, dispute.task)!;
  const facts = gameFacts(task);
  const lying = town.lies(dispute.task, task);
  try {
    const played =
      side === 'Defender'
        ? await defend(facts, dispute.game, town.training(task, lying))
        : await challengerMove(town, facts, dispute, town.training(task, lying === dice.sometimes(4)));
    const { round } = dispute;
    const [forgery] = forgeries(played).filter(() => dice.sometimes(3));
    if (forgery !== undefined)
      town.try(who, disputesPallet.call('play', { dispute: id, round, move: forgery }));
    if (dice.sometimes(3)) {
      const binding = messageContext(chain.context, id, dispute.task);
      const signed = signMove(binding, positionOf(dispute), played, (payload) => signatureOf(who, payload));
      town.try(
        dice.one(town.accounts),
        disputesPallet.call('postTranscript', {
          dispute: id,
          moves: dice.sometimes(3) ? [signed, signed] : [signed],
        }),
      );
      return;
    }
    town.try(who, disputesPallet.call('play', { dispute: id, round, move: played }));
  } catch {
    // The strategy has nothing to say: the side is silent.
  }
}

/** Of a tolerant task: some element or other of what the defender lays open is denied, or it is left at that. */
async function challengerMove(
  { dice }: Town,
  facts: GameFacts,
  { game }: Dispute,
  training: TinyTraining,
): Promise<Move> {
  if (facts.mode === 'Reproducible') return challenge(facts, game, training);
  if (game.type !== 'Trace') {
    return accuse(facts, game, training, { kind: 'Element', step: LIE_STEP, node: NEXT_NODE, element: 1 });
  }
  const { first, last } = game.value;
  const step = first + dice.below(last - first);
  if (dice.sometimes(5)) return { type: 'Concede' };
  if (dice.sometimes(4)) return { type: 'DemandTrace', value: { step, node: dice.below(9), leaf: 0 } };
  return accuse(facts, game, training, { kind: 'Element', step, node: NEXT_NODE, element: 1 });
}

/** What is demanded is shown, mostly: files by anybody, states by the Solver. */
export function supplySome(town: Town): void {
  const { dice, chain } = town;
  for (const [[id], demands] of [...disputes.storage.Demands.entries(chain.context)]) {
    const task = tasks.storage.Tasks.get(chain.context, id)!;
    if (opinion(`withhold ${id}`) % 4 === 0) continue;
    const { what } = dice.one(demands);
    if (what.type !== 'State') {
      const file = what.type === 'Program' ? PROGRAM_FILE : DATASET_FILE;
      const opening = { type: 'File', value: openFileLeaf(file, what.value.leaf) } as const;
      const who = task.solver ?? dice.one([task.submitter, ...town.accounts]);
      town.try(who, disputesPallet.call('supply', { task: id, what, opening }));
      continue;
    }
    if (task.seed === undefined || task.solver === undefined) continue;
    const training = town.claimed(id, task);
    const state = [tensorBytes(training.state(what.value.checkpoint * task.spec.checkpointEvery))];
    const value = openCommittedLeaf(training.program, state, what.value);
    const opening = { type: 'State', value } as const;
    town.try(task.solver, disputesPallet.call('supply', { task: id, what, opening }));
  }
}
