import type { RoleName } from '@plumbline/runtime-types/domain/roles';

/**
 * Ways to cheat, for demonstrations and for the tests of everything that finds cheats out. Never chosen unless
 * asked for by name.
 */

/** Solvers that train a wrong step, and then try not to lose the dispute about it. */
const DISPUTE_CHEATS = ['stalling', 'replay', 'hidden-trace'] as const;
/** Solvers that train something else than was asked for. */
const COURSE_CHEATS = ['wrong-step', 'lazy', 'short-cut', 'wrong-data', ...DISPUTE_CHEATS] as const;
/** Trains rightly and serves nothing; shows nothing on chain either, or something else than was demanded. */
const SERVING_CHEATS = ['withholding', 'forged-openings'] as const;
const VERIFIER_CHEATS = [
  'lazy-verifier',
  'insider',
  'copying',
  'lying-profiler',
  'wrong-units',
  'false-accusation',
] as const;
const WHISTLEBLOWER_CHEATS = ['false-accusation'] as const;

export const CHEATS = [...COURSE_CHEATS, ...SERVING_CHEATS, ...VERIFIER_CHEATS] as const;
export type Cheat = (typeof CHEATS)[number];
export type CourseCheat = (typeof COURSE_CHEATS)[number];

const OF_ROLES: Readonly<Record<RoleName, readonly Cheat[]>> = {
  Solver: [...COURSE_CHEATS, ...SERVING_CHEATS],
  Verifier: VERIFIER_CHEATS,
  Whistleblower: WHISTLEBLOWER_CHEATS,
};

/** Whether somebody in this role can cheat so. */
export function isCheatOf(role: RoleName, cheat: Cheat): boolean {
  return OF_ROLES[role].includes(cheat);
}

/** Whether what is trained is wrong. */
export function isCourseCheat(cheat: Cheat | undefined): cheat is CourseCheat {
  return COURSE_CHEATS.some((name) => name === cheat);
}

/** Whether it is in disputes that something more is tried. */
export function isDisputeCheat(cheat: Cheat): boolean {
  return DISPUTE_CHEATS.some((name) => name === cheat);
}

/** Whether what is trained is served to nobody. */
export function isServingCheat(cheat: Cheat | undefined): boolean {
  return SERVING_CHEATS.some((name) => name === cheat);
}

/** Whether work is accepted that nobody has looked at. */
export function isUnseeing(cheat: Cheat | undefined): boolean {
  return cheat === 'lazy-verifier' || cheat === 'insider';
}
