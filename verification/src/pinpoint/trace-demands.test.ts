import { MAX_TRACE_DEMANDS } from '@plumbline/runtime-types/domain/limits';
import { expect, test } from 'vitest';
import type { GameFacts } from './facts.ts';
import { demandTrace } from './whole-trace.ts';

const root = new Uint8Array(32);

test('a challenger has few leaves shown, as each of them may take both sides all of their time', () => {
  const facts = { nodeCount: 4 } as GameFacts;
  const phase = { first: 0, last: 2, start: root, end: root, root, owed: undefined, shown: undefined };
  const leaf = { step: 1, node: 3, leaf: 0 };
  const after = (demands: number) => () => demandTrace(facts, { ...phase, demands }, leaf);
  expect(after(MAX_TRACE_DEMANDS - 1)()).toMatchObject({ state: { value: { demands: MAX_TRACE_DEMANDS } } });
  expect(after(MAX_TRACE_DEMANDS)).toThrow('No more than');
  expect(MAX_TRACE_DEMANDS).toBeLessThanOrEqual(16);
});
