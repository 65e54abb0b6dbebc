import type { Task, Verdict } from '@plumbline/runtime-types/domain/task';
import { fromBits } from '@plumbline/verification/f32/bits';
import { rightPosition } from '@plumbline/verification/forced/lottery';
import { toHex } from '@plumbline/verification/hash/hex';
import { formatAmount } from '../config/amount.ts';

/** A task as JSON: hashes in hex, amounts as decimal text. */
export function taskDocument(id: number, task: Task): Record<string, unknown> {
  const plain = (value: unknown): unknown => {
    if (typeof value === 'bigint') return value.toString();
    if (value instanceof Uint8Array) return toHex(value);
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== 'object' || value === null) return value;
    if ('type' in value && (!('value' in value) || value.value === undefined)) return value.type;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
  };
  return { task: id, ...(plain(task) as Record<string, unknown>) };
}

/** One line about a task. */
export function taskLine(id: number, task: Task): string {
  const { spec, progress, status } = task;
  const checkpoints = `${progress.checkpoints}/${spec.steps / spec.checkpointEvery + 1} checkpoints`;
  return `${String(id).padStart(4)}  ${status.type.padEnd(13)} ${spec.name.padEnd(16)} ${spec.steps} steps, ${checkpoints}`;
}

/** Everything that a person asks about a task. */
export function taskPage(id: number, task: Task): string {
  const { spec, progress } = task;
  const rows: [string, string | undefined][] = [
    ['task', `${id} (${spec.name}), attempt ${task.attempt + 1}`],
    ['status', task.status.type],
    ['submitter', task.submitter],
    ['solver', task.solver],
    ['steps', `${spec.steps}, a checkpoint every ${spec.checkpointEvery}, batches of ${spec.batchSize}`],
    ['units', `${spec.unitsPerStep} a step`],
    ['progress', `${progress.checkpoints} checkpoints, last loss ${fromBits(progress.loss).toFixed(4)}`],
    ['price', `${formatAmount(task.price)} per 10⁹ units (at most ${formatAmount(spec.maxPrice)})`],
    ['escrow', formatAmount(task.escrow)],
    ['program', toHex(spec.program.root)],
    ['dataset', `${toHex(spec.dataset.blob.root)} (${spec.dataset.rows} rows)`],
    ['seed', task.seed && toHex(task.seed)],
    ['proof roots', task.proofRoots && `${toHex(task.proofRoots.first)}, ${toHex(task.proofRoots.second)}`],
    ['designated', designatedText(task)],
    ['secret', task.seal?.secret === undefined ? undefined : `revealed, ${toHex(task.seal.secret)}`],
    ['window', windowText(task)],
    ...task.verifiers.map((verifier): [string, string] => [
      'verifier',
      `${verifier.account} ${verifier.absent ? 'did not reveal in time' : saidText(verifier)}`,
    ]),
    ...task.reports.map((report): [string, string] => [
      'report',
      `${report.account} ${saidText(report)}, bond ${formatAmount(report.bond)}`,
    ]),
    ...(task.forced?.reporters ?? []).map((account): [string, string] => ['saw error', account]),
    ...(task.forced?.accused ?? []).map(({ account, interval }): [string, string] => [
      'missed error',
      `${account} in interval ${interval}`,
    ]),
    ['dispute', task.dispute?.toString()],
    ['deadline', task.deadline === 0 ? undefined : `block ${task.deadline}`],
  ];
  return rows
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name.padEnd(12)} ${value}`]))
    .join('\n');
}

function designatedText({ seal }: Task): string | undefined {
  const position = seal?.designated?.type;
  if (position === undefined) return undefined;
  const { secret } = seal ?? {};
  const text = `the ${position.toLowerCase()}`;
  if (secret === undefined) return `${text} (right or altered: only the Solver knows)`;
  return `${text} (${position === rightPosition(secret) ? 'right' : 'altered on purpose'})`;
}

function windowText({ pass, status }: Task): string | undefined {
  if (!['Verifying', 'Revealing', 'Unsealing', 'Disputed'].includes(status.type)) return undefined;
  return pass === 0 ? 'first' : 'second, on the right roots after a forced error';
}

function saidText({ verdict }: { readonly verdict: Verdict | undefined }): string {
  if (verdict === undefined) return 'has not revealed';
  switch (verdict.type) {
    case 'Fault':
      return `Fault in interval ${verdict.value.interval}`;
    case 'Distance':
      return `interval ${verdict.value.interval} is ${verdict.value.distance} from its replay`;
    default:
      return verdict.type;
  }
}
