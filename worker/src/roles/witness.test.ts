import type { GamePhase } from '@plumbline/runtime-types/domain/game';
import type { Task } from '@plumbline/runtime-types/domain/task';
import { expect, test } from 'vitest';
import { keptKey } from './witness.ts';

const task = { attempt: 1, seed: undefined } as Task;

function disputed(root: number) {
  const state = new Uint8Array(32);
  const value = {
    first: 0,
    last: 2,
    start: state,
    end: state,
    demands: 0,
    owed: undefined,
    shown: undefined,
  };
  const game: GamePhase = { type: 'Trace', value: { ...value, root: new Uint8Array(32).fill(root) } };
  return { task: 7, game };
}

test('what a witness keeps is about one trace of one dispute and attempt', () => {
  const key = keptKey(3, disputed(1), task);
  expect(keptKey(3, disputed(1), task)).toBe(key);
  const others = [
    keptKey(3, disputed(2), task),
    keptKey(4, disputed(1), task),
    keptKey(3, disputed(1), { ...task, attempt: 2 }),
  ];
  expect(new Set([key, ...others]).size).toBe(4);
  // The housekeeper finds the attempt behind the colon.
  expect(key.slice(key.indexOf(':') + 1)).toBe('7.1');
});
