import type { Externalities } from '../runtime/api.ts';
import type { Context } from './context.ts';
import { DispatchFailure } from './dispatch-error.ts';

/** How many storage layers may lie over each other, as in FRAME: this bounds how deep calls can nest. */
const MAX_LAYERS = 255;

/** Layers that are open over each state. */
const layers = new WeakMap<Externalities, number>();

/**
 * Runs `action` in a storage layer: when it throws, nothing that it wrote remains. Layers nest; the 256th fails with
 * `Transactional.LimitReached`.
 */
export function transactional<T>(context: Context, action: () => T): T {
  const depth = layers.get(context.state) ?? 0;
  if (depth >= MAX_LAYERS) {
    throw new DispatchFailure({ type: 'Transactional', value: { type: 'LimitReached' } });
  }
  layers.set(context.state, depth + 1);
  try {
    return inLayer(context, action);
  } finally {
    layers.set(context.state, depth);
  }
}

function inLayer<T>(context: Context, action: () => T): T {
  context.state.startTransaction();
  let result: T;
  try {
    result = action();
  } catch (error) {
    context.state.rollback();
    throw error;
  }
  context.state.commit();
  return result;
}
