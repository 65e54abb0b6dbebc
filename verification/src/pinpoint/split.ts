import { MAX_CHILDREN } from '@plumbline/runtime-types/domain/limits';

/**
 * The points at which the defender reveals when `(first, last]` is in dispute: at most 16, ascending, as even as
 * whole numbers allow, the last one `last` itself.
 */
export function splitPoints(first: number, last: number): number[] {
  const span = last - first;
  const parts = Math.min(MAX_CHILDREN, span);
  return Array.from({ length: parts }, (_, i) => first + Math.floor(((i + 1) * span) / parts));
}
