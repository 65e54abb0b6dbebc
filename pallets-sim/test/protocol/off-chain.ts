import type { SignedMove } from '@plumbline/runtime-types/domain/transcript';
import { challenge } from '@plumbline/verification/pinpoint/challenge';
import { defend } from '@plumbline/verification/pinpoint/defend';
import type { Trace } from '@plumbline/verification/pinpoint/trace';
import { advance, type Progress, signMove } from '@plumbline/verification/pinpoint/transcript';
import { turnOf } from '@plumbline/verification/pinpoint/turn';
import { gameFacts } from '../../src/pallets/disputes/facts.ts';
import { messageContext } from '../../src/pallets/disputes/message-context.ts';
import { positionOf } from '../../src/pallets/disputes/play.ts';
import { signatureOf } from './cast.ts';
import type { World } from './world.ts';

/** Plays the dispute on to its end without the chain; the moves as both sides have signed them. */
export async function playOffChain(
  world: World,
  traces: { defender: Trace; challenger: Trace },
): Promise<SignedMove[]> {
  const { task, dispute } = world;
  const facts = gameFacts(task);
  const binding = messageContext(world.chain.context, task.dispute!, dispute.task);
  const moves: SignedMove[] = [];
  let progress: Progress = { kind: 'next', position: positionOf(dispute) };
  while (progress.kind === 'next') {
    const { position } = progress;
    const isDefender = turnOf(position.state) === 'Defender';
    const move = isDefender
      ? await defend(facts, position.state, traces.defender)
      : await challenge(facts, position.state, traces.challenger);
    const who = isDefender ? dispute.defender : dispute.challenger;
    moves.push(signMove(binding, position, move, (payload) => signatureOf(who, payload)));
    progress = advance(facts, binding, position, move);
  }
  return moves;
}
