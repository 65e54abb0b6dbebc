import { EXPECTED_HASHES, writeExpectedHashes } from '@plumbline/worker/training/conformance/expected';
import { type ComparedItem, compareItem } from './compare.ts';
import { type MachineName, machineCalled } from './machines.ts';

export interface OperatorsOptions {
  readonly machine: MachineName;
  /** Version of a Node that comes from npm. */
  readonly node?: string;
  readonly threads: number;
  readonly short: boolean;
  readonly write: boolean;
  readonly output: 'text' | 'json';
}

/** Runs all items on a machine and prints them; whether all are as expected, or written down as such. */
export async function conformOperators({
  machine: name,
  node,
  threads,
  short,
  write,
  output,
}: OperatorsOptions): Promise<boolean> {
  const machine = await machineCalled(name, node);
  const items: ComparedItem[] = [];
  await machine.run({
    threads,
    short,
    onItem: (item) => {
      const compared = compareItem(item, EXPECTED_HASHES);
      items.push(compared);
      process.stderr.write(`${items.length} ${item.name}${compared.equal || write ? '' : ': differs'}\n`);
    },
  });
  console.log(
    output === 'json' ? JSON.stringify(items, null, 2) : items.map(write ? written : line).join('\n'),
  );
  if (write) {
    await writeExpectedHashes(items);
    return true;
  }
  const differing = items.filter(({ equal }) => !equal);
  if (differing.length > 0) {
    console.error(
      `${differing.length} of ${items.length} items differ from what is expected. If their meaning was changed on purpose, write them down with --write.`,
    );
  }
  return differing.length === 0;
}

function written({ name, hash }: ComparedItem): string {
  return `${name.padEnd(40)} ${hash}`;
}

function line(item: ComparedItem): string {
  const { expected, equal } = item;
  const text = written(item);
  return equal ? text : `${text} differs, expected ${expected ?? 'nothing of this name'}`;
}
