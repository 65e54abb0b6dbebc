import type { Task, TaskStatusName } from '@plumbline/runtime-types/domain/task';
import { intervalCount } from './fees.ts';
import { isOver } from './store.ts';

/** Statuses of an attempt, in the order in which it goes through them for the first time. */
const ATTEMPT: readonly TaskStatusName[] = [
  'Assigned',
  'Training',
  'Proved',
  'Verifying',
  'Revealing',
  'Unsealing',
  'Challengeable',
  'Disputed',
];

/** What of a task does not go with its status, in words; nothing when all does. */
export function statusProblem(task: Task): string | undefined {
  const { status, spec, solver, seed, seal, progress, verifiers, reports, forced, proofRoots } = task;
  const since = (first: TaskStatusName): boolean =>
    ATTEMPT.indexOf(status.type) >= ATTEMPT.indexOf(first) && ATTEMPT.includes(status.type);
  const over = isOver(status.type);
  const last = intervalCount(spec) + 1;
  const says: readonly (readonly [fits: boolean, otherwise: string])[] = [
    [over || (solver !== undefined) === since('Assigned'), `its Solver is ${solver}`],
    [(solver === undefined) === (seed === undefined), 'it has a Solver or a seed, and not both'],
    [!since('Training') || seal !== undefined, 'its Solver has committed to no secret'],
    [since('Training') || over || seal === undefined, 'its Solver has committed to a secret already'],
    [
      !since('Proved') || (seal?.salt !== undefined && proofRoots !== undefined),
      'it has no salt or no proof',
    ],
    [
      !since('Proved') || progress.checkpoints === last,
      `it has ${progress.checkpoints} of ${last} checkpoints`,
    ],
    [progress.checkpoints <= last, `it has ${progress.checkpoints} checkpoints, ${last} at most`],
    [!since('Verifying') || seal?.designated !== undefined, 'its Solver stands for no roots'],
    [
      status.type !== 'Challengeable' || seal?.secret !== undefined,
      'it is accepted and its secret is not known',
    ],
    [
      status.type !== 'Challengeable' || verifiers.every(({ absent }) => !absent),
      'it is accepted, and Verifiers that were absent have not paid',
    ],
    [reports.length === 0 || since('Verifying'), 'somebody has a bond on a report about it'],
    [forced === undefined || since('Verifying'), 'it has a forced error'],
    [(task.dispute !== undefined) === (status.type === 'Disputed'), `it names dispute ${task.dispute}`],
    [(task.deadline === 0) === (over || status.type === 'Disputed'), `its deadline is ${task.deadline}`],
    [!over || task.escrow === 0n, `${task.escrow} of its escrow is left`],
    [!over || task.searchUntil + task.blindUntil === 0, 'it is waiting for something'],
    [
      !over || [...verifiers, ...task.profilers].every(({ commitment }) => commitment === undefined),
      'it keeps commitments',
    ],
    [
      spec.verifiers >= verifiers.filter(({ refuted, absent }) => !refuted && !absent).length,
      'too many verify it',
    ],
    [
      task.profilers.every(
        ({ second }) => spec.profilers >= task.profilers.filter((other) => other.second === second).length,
      ),
      'too many profile it',
    ],
  ];
  return says.find(([fits]) => !fits)?.[1];
}

/** What of those that serve on a task does not fit together, in words; nothing when all does. */
export function servedProblem({ served, submitter, ...task }: Task): string | undefined {
  const roles = new Map(served.map(({ account, role }) => [account, role.type]));
  if (roles.size < served.length) return 'an account serves in two roles';
  if (roles.has(submitter)) return 'its Submitter serves on it';
  const due = [
    ...(task.solver === undefined ? [] : [[task.solver, 'Solver'] as const]),
    ...[...task.verifiers, ...task.profilers].map(({ account }) => [account, 'Verifier'] as const),
    ...task.reports.map(({ account }) => [account, 'Whistleblower'] as const),
  ];
  const wrong = due.find(([account, role]) => roles.get(account) !== role);
  return wrong && `${wrong[0]} is ${wrong[1]} and noted as ${roles.get(wrong[0])}`;
}
