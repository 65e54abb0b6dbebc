import type { Task } from '@plumbline/runtime-types/domain/task';
import { fromBits } from '@plumbline/verification/f32/bits';
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
    ['proof root', task.proofRoot && toHex(task.proofRoot)],
    ...task.verifiers.map(({ account, verdict }): [string, string] => [
      'verifier',
      `${account} ${verdict === undefined ? 'has not revealed' : verdict.type}`,
    ]),
    ['dispute', task.dispute?.toString()],
    ['deadline', task.deadline === 0 ? undefined : `block ${task.deadline}`],
  ];
  return rows
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name.padEnd(11)} ${value}`]))
    .join('\n');
}
