import type { Context } from '../../frame/context.ts';
import { attempt } from '../../frame/dispatch.ts';
import { fitting } from '../../frame/fitting.ts';
import {
  addWeights,
  scaleWeight,
  subtractWeight,
  type Weight,
  weightOf,
  ZERO_WEIGHT,
} from '../../frame/weight.ts';
import { DISPUTES_LIMIT, DRAWS, EACH_DRAW, PUT_OFF } from '../tasks/hook-limit.ts';
import { checkers } from '../tasks/weighing.ts';
import { putOff } from './deadline.ts';
import { disputes } from './declaration.ts';
import { putOffDemands } from './demand-deadline.ts';
import { timeoutIfOverdue } from './play.ts';
import { WEIGHTS } from './weights.generated.ts';
import { wakeDemands } from './withheld.ts';
import { areWitnessesAtWork } from './witnesses.ts';

const { Deadlines, DemandDeadlines, Disputes } = disputes.storage;

/** Something whose time is over. */
interface Due {
  readonly weight: Weight;
  readonly end: () => void;
  readonly later: () => void;
}

/** Hook: ends what has waited for somebody who was silent, as much as the block has room for; the rest later. */
export function endSilent(context: Context, block: number): Weight {
  const ofDisputes = Deadlines.take(context, block).map((id): Due => {
    const [end, later] = [() => timeoutIfOverdue(context, id), () => putOff(context, id)];
    return { weight: disputeWeight(context, id), end, later };
  });
  const ofDemands = DemandDeadlines.take(context, block).map((task): Due => {
    const [end, later] = [() => wakeDemands(context, task), () => putOffDemands(context, task)];
    return { weight: addWeights(WEIGHTS.withheld(checkers(context, task)), EACH_DRAW), end, later };
  });
  // Neither keeps the other waiting for ever.
  const due = block % 2 === 0 ? [...ofDisputes, ...ofDemands] : [...ofDemands, ...ofDisputes];
  const look = weightOf({ reads: 2, writes: 2 });
  if (due.length === 0) return look;
  const fixed = addWeights(look, DRAWS);
  const weights = due.map(({ weight }) => weight);
  const now = fitting(weights, subtractWeight(DISPUTES_LIMIT, fixed), PUT_OFF);
  // A dispute that cannot end must not stop the chain; anybody may ask for its end once more.
  for (const { end } of due.slice(0, now)) attempt(context, end);
  for (const { later } of due.slice(now).reverse()) later();
  return addWeights(fixed, ...weights.slice(0, now), scaleWeight(PUT_OFF, due.length - now));
}

/** What a verdict by silence takes at most, of the Verifiers that may be drawn after it, or of witnesses that are heard. */
function disputeWeight(context: Context, id: number): Weight {
  const dispute = Disputes.get(context, id);
  if (dispute === undefined) return weightOf({ reads: 1 });
  const heard = areWitnessesAtWork(context, id) ? WEIGHTS.hearWitnesses : ZERO_WEIGHT;
  return addWeights(WEIGHTS.verdict(checkers(context, dispute.task)), heard, EACH_DRAW);
}
