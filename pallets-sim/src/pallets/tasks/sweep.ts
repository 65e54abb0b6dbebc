import type { Context } from '../../frame/context.ts';
import { addWeights, exceeds, scaleWeight, type Weight, weightOf, ZERO_WEIGHT } from '../../frame/weight.ts';
import { tasks } from './declaration.ts';

const { Checkpoints, Leftovers, SealedKeys } = tasks.storage;

/** Items removed in one block at most. */
const MOST = 128;
/** Finding the task, what is left of it in either map, and noting that there is nothing. */
const LOOK = weightOf({ reads: 3, writes: 1 });
const EACH = weightOf({ reads: 1, writes: 1, compute: 0n });

/** Hook: removes checkpoints and sealed keys of tasks that are over, as many as there is room for; the rest in blocks to come. */
export function sweep(context: Context, remaining: Weight): Weight {
  let used: Weight = LOOK;
  if (exceeds(addWeights(scaleWeight(LOOK, MOST + 1), scaleWeight(EACH, MOST)), remaining))
    return ZERO_WEIGHT;
  let room = MOST;
  for (const [id] of Leftovers.keys(context)) {
    const keys = SealedKeys.clearSome(context, room, id);
    const checkpoints = Checkpoints.clearSome(context, room - keys.loops, id);
    const loops = keys.loops + checkpoints.loops;
    used = addWeights(used, LOOK, scaleWeight(EACH, loops));
    room -= Math.max(loops, 1);
    if (keys.complete && checkpoints.complete) Leftovers.remove(context, id);
    if (room <= 0) break;
  }
  return used;
}
