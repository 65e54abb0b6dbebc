import { FedNode, MOST_WAITING } from './fed-node.ts';
import { runSlice, type Slice, type SliceCpu } from './slices.ts';
import type { Account } from './transfers.ts';
import { VerificationAlone } from './verification-alone.ts';

/** How long the node runs, and how long verification alone, in turn. */
const [RUN_MS, ALONE_MS] = [200, 100];

/** What is to be measured. */
export interface Load {
  /** Transfers in blocks before the measurement begins: the node's code is still being compiled. */
  readonly warmUp: number;
  readonly measured: number;
  /** Threads for verification alone: as many as the node starts. */
  readonly threads: number;
}

/** What a node did from one block to another while it was not suspended, beside verification alone. */
export interface Throughput {
  readonly seconds: number;
  /** Transfers in the blocks. */
  readonly included: number;
  /** Transfers whose signatures were verified: the pool took them. */
  readonly taken: number;
  /** Signatures that verification alone would have come to in these seconds. */
  readonly alone: number;
  /** Microseconds of processor time a transfer; undefined where the system does not say. */
  readonly cpu: SliceCpu | undefined;
}

/** With the signatures a second of verification alone, right before it and right after it. */
type ComparedSlice = Slice & { readonly alone: number };

/**
 * Transfers that a node process takes over the WebSocket and puts into blocks, its pool kept full, beside signatures
 * verified alone on the same cores. Cores that others use too are now faster, now slower, so both have them in slices of
 * a fraction of a second in turn. The node stands still in between, and so does its clock; each of its slices is
 * compared with verification before and after it.
 */
export async function throughput(
  spec: string,
  accounts: readonly Account[],
  { warmUp, measured, threads }: Load,
): Promise<Throughput> {
  const count = warmUp + MOST_WAITING + measured + 2 * MOST_WAITING; // the pool is full to the end
  await using node = await FedNode.start(spec, accounts, count);
  const claims = node.signed.slice(0, MOST_WAITING).map(({ claim }) => claim);
  await using verification = await VerificationAlone.start(claims, threads);
  await node.feed(warmUp);
  node.process.suspend();
  const inTurn = async (until: number | 'next head'): Promise<ComparedSlice> => {
    const before = await verification.rate(ALONE_MS / 2);
    const slice = await runSlice(node, until);
    return { ...slice, alone: (before + (await verification.rate(ALONE_MS / 2))) / 2 };
  };
  // Not counted: verification alone has its code compiled now, too, and the pool comes to what it is in slices.
  while (node.blocks.included < warmUp + MOST_WAITING) await inTurn(RUN_MS);
  const { head: first = 0 } = await inTurn('next head');
  const { taken } = node;
  const slices: ComparedSlice[] = [];
  while (node.blocks.included < warmUp + MOST_WAITING + measured) slices.push(await inTurn(RUN_MS));
  const last = await inTurn('next head');
  slices.push(last);
  const takenThen = node.taken;
  node.process.resume();
  await node.feed(count); // all of them, or something was not counted as it is
  const included = node.blocks.upTo(last.head ?? first) - node.blocks.upTo(first);
  return {
    seconds: sum(slices, ({ runMs }) => runMs) / 1000,
    included,
    taken: takenThen - taken,
    alone: sum(slices, ({ runMs, alone }) => (runMs / 1000) * alone),
    cpu: cpuOf(slices, included),
  };
}

function cpuOf(slices: readonly Slice[], transfers: number): SliceCpu | undefined {
  if (slices.some(({ cpu }) => cpu === undefined)) return undefined;
  const each = (part: keyof SliceCpu): number => sum(slices, ({ cpu }) => cpu?.[part] ?? 0) / transfers;
  return {
    signatures: each('signatures'),
    main: each('main'),
    v8: each('v8'),
    others: each('others'),
    client: each('client'),
  };
}

function sum<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((total, value) => total + of(value), 0);
}
