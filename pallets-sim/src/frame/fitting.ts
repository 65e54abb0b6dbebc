import { addWeights, exceeds, scaleWeight, type Weight, ZERO_WEIGHT } from './weight.ts';

/**
 * How much of what a hook has to do is done now: so many, from the first on, as fit into `limit` together with putting
 * off all the others. One at least, since otherwise nothing would ever be done.
 *
 * @param weights what each takes
 * @param putOff what it takes to put one off
 */
export function fitting(weights: readonly Weight[], limit: Weight, putOff: Weight): number {
  let used = ZERO_WEIGHT;
  let most = Math.min(1, weights.length);
  for (const [index, weight] of weights.entries()) {
    used = addWeights(used, weight);
    if (exceeds(used, limit)) break;
    const others = weights.length - index - 1;
    if (!exceeds(addWeights(used, scaleWeight(putOff, others)), limit)) most = index + 1;
  }
  return most;
}
