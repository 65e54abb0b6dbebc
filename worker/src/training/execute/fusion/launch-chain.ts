import type { Launch } from '../launch-context.ts';
import { VALUE_BYTES } from '../loops.ts';
import { rangeOf, type Share } from '../share.ts';
import { type Chain, chainElements, writesInPlace } from './chain.ts';
import type { ChainKernel } from './chain-kernels.ts';

/** Fewest operations for which other threads are called: a few microseconds of work. */
const FEWEST_OPERATIONS = 32_768;
const VECTOR = 4;

/** Whether a chain can be made in parts and takes long enough for it. */
export function isChainWorthSharing(chain: Chain): boolean {
  return (
    writesInPlace(chain) && chainElements(chain) * (chain.code.operations.length + 1) >= FEWEST_OPERATIONS
  );
}

/**
 * The call of a chain's kernel, or of a part of it: a range of its outermost loop. Parts of a chain begin at whole
 * vectors; a chain for which that cannot be is all in the first part. Undefined when there is nothing in the part.
 */
export function launchChain(
  chain: Chain,
  kernel: ChainKernel,
  operands: readonly number[],
  results: readonly number[],
  share: Share,
): Launch | undefined {
  const { sizes, strides } = chain;
  const [length = 1, ...inner] = sizes;
  if (!writesInPlace(chain) && share.index > 0) return undefined;
  const unit = inner.length === 0 ? VECTOR : 1;
  const [from, to] = writesInPlace(chain) ? rangeOf(length, unit, share) : [0, length];
  if (from === to) return undefined;
  const written = inner.reduce((product, size) => product * size, VALUE_BYTES);
  const parameters = [
    ...operands.map((offset, i) => offset + from * (strides[i]?.[0] ?? 0)),
    ...results.map((offset) => offset + from * written),
    ...[to - from, ...inner],
    ...sizes.slice(0, -1).flatMap((_, level) => strides.map((own) => afterRound(own, sizes, level))),
  ];
  return () => kernel(...parameters);
}

/** How far an operand moves when a round at `level` is over: what the loops inside it have moved it already is less. */
function afterRound(strides: readonly number[], sizes: readonly number[], level: number): number {
  const own = strides[level] ?? 0;
  // The innermost loop moves nothing by itself.
  if (level >= sizes.length - 2) return own;
  return own - (sizes[level + 1] ?? 1) * (strides[level + 1] ?? 0);
}
