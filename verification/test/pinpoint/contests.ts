import { blake2b256 } from '../../src/hash/blake2b.ts';
import { sameHash } from '../../src/hash/hex.ts';
import { openGame } from '../../src/pinpoint/open.ts';
import type { Trace } from '../../src/pinpoint/trace.ts';
import type { Contest } from './contest.ts';
import { corrupted, lieAt } from './lies.ts';
import { OPERATORS } from './programs.ts';
import type { Random } from './random.ts';
import { initialState, ReferenceTrace } from './reference-trace.ts';
import { tampered } from './tampered.ts';

export interface NamedContest extends Contest {
  readonly about: string;
}

/** Disputes about one random task, corrupted at every level there is, and about honest work. */
export function contestsAbout(random: Random): NamedContest[] {
  const lie = lieAt(
    random,
    Array.from({ length: 4 }, () => random.pick(OPERATORS)),
  );
  const { setting, interval, honest, liar } = lie;
  const { facts } = setting;
  const first = interval * facts.checkpointEvery;
  const last = first + facts.checkpointEvery;
  const start = honest.rootOf(first);
  const others: Trace[] = [liar, honest, tampered(honest, random), tampered(liar, random)];
  const about = (what: string, end: Uint8Array, more: Trace[] = []): NamedContest => ({
    about: what,
    facts,
    opening: openGame(facts, { interval, start, end }),
    honestSide: sameHash(end, honest.rootOf(last)) ? 'Defender' : 'Challenger',
    honest,
    others: [...more, ...others],
  });
  const moved = honest.state(last).map((values) => values.slice());
  corrupted(random, moved[random.below(moved.length)]!, 0);
  const endLiar = new ReferenceTrace(setting, last, 0, moved);
  return [
    about('an element of a node', liar.rootOf(last)),
    about('nothing', honest.rootOf(last)),
    about('the end state alone', endLiar.rootOf(last), [endingIn(honest, endLiar, last)]),
    about('a root of nothing', blake2b256(start)),
    ...initialContests(random, setting),
  ];
}

/** The honest trace, but for its end. */
function endingIn(honest: ReferenceTrace, end: ReferenceTrace, last: number): Trace {
  return {
    program: honest.program,
    dataset: honest.dataset,
    operatorRoots: (step) => honest.operatorRoots(step),
    nodeOutput: (step, node) => honest.nodeOutput(step, node),
    initialTensor: (tensor) => honest.initialTensor(tensor),
    tensorRoots: (steps) => (steps === last ? end : honest).tensorRoots(steps),
    stateRoots: async (first, until) => [
      ...(await honest.stateRoots(first, until)).slice(0, -1),
      (until === last ? end : honest).rootOf(until),
    ],
  };
}

function initialContests(random: Random, setting: Parameters<typeof initialState>[0]): NamedContest[] {
  const { facts } = setting;
  const honest = new ReferenceTrace(setting, 0, 0, initialState(setting));
  const changed = initialState(setting);
  const tensor = changed[random.below(changed.length)]!;
  corrupted(random, tensor, random.below(tensor.length));
  const liar = new ReferenceTrace(setting, 0, 0, changed);
  return ([honest, liar] as const).map((claimed) => ({
    about: claimed === honest ? 'nothing of the initial state' : 'an initial weight',
    facts,
    opening: openGame(facts, { interval: 'initial', start: claimed.rootOf(0) }),
    honestSide: claimed === honest ? 'Defender' : 'Challenger',
    honest,
    others: [liar, honest],
  }));
}
