import type { Dispute } from '@plumbline/runtime-types/domain/dispute';

/** Whether half of the time for the move that the chain waits for is over, counted from when this worker first saw it. */
export class HalfTime {
  #seen: { readonly round: number; readonly halfway: number } | undefined;

  isOver(block: number, { round, deadline }: Pick<Dispute, 'round' | 'deadline'>): boolean {
    if (this.#seen?.round !== round) {
      this.#seen = { round, halfway: block + Math.max(1, (deadline - block) >> 1) };
    }
    return block >= this.#seen.halfway;
  }
}
