/**
 * What is kept of old blocks: everything, everything of the chain itself (and not of branches that it has left), or the
 * last so many blocks.
 */
export type PruningMode = 'archive' | 'archive-canonical' | number;

/** What is kept of the states at blocks, and of the blocks themselves. Headers are always kept. */
export interface Pruning {
  readonly state: PruningMode;
  readonly blocks: PruningMode;
}

/** The mode that a text names, undefined when it names none. */
export function parsePruningMode(text: string): PruningMode | undefined {
  if (text === 'archive' || text === 'archive-canonical') return text;
  const blocks = Number(text);
  return /^\d+$/.test(text) && blocks >= 1 && blocks <= 0xffff_ffff ? blocks : undefined;
}

/** Nothing is lost on a chain for development; any other chain keeps what a Substrate node keeps. */
export function defaultPruning(isDevelopment: boolean): Pruning {
  return isDevelopment
    ? { state: 'archive', blocks: 'archive' }
    : { state: 256, blocks: 'archive-canonical' };
}
