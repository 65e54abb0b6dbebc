import { isObject } from '../../chain-spec/lossless-json.ts';
import { LAST_DATE_MS } from '../../sealing/clock.ts';
import type { Sealing } from '../../sealing/sealer.ts';
import { invalidParams } from '../errors.ts';
import { hexBytes, type Params, wholeNumber, wrong } from '../params.ts';

/** Most blocks that one `dev_newBlock` makes. */
const MOST_BLOCKS = 10_000;

/** Options of Chopsticks' `dev_newBlock` that concern relay chains. */
const OF_PARACHAINS = new Set(['dmp', 'ump', 'hrmp', 'relayChainStateOverrides', 'relayParentNumber']);

/** How many blocks to make, and what the first of them holds when that is given. */
export function blockRequest(
  params: Params,
  head: number,
): { count: number; extrinsics: Uint8Array[] | undefined } {
  const options = params.optional(0, 'options') ?? {};
  if (!isObject(options)) throw wrong(0, 'options', 'must be an object such as {"count": 10}');
  const { count: asked, to, transactions, unsafeBlockHeight, ...rest } = options;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) {
    const problem = OF_PARACHAINS.has(unknown) ? 'is for parachains, and this is none' : 'is unknown';
    throw wrong(
      0,
      'options',
      `has "${unknown}", which ${problem}: there are count, to, transactions and unsafeBlockHeight`,
    );
  }
  const extrinsics = transactions ?? undefined;
  if (extrinsics !== undefined && !Array.isArray(extrinsics)) {
    throw wrong(0, 'options', 'must have "transactions" that is a list of hex texts');
  }
  if (unsafeBlockHeight != null && (asked ?? to) != null) {
    // In Chopsticks it is the number of the first block, with a gap before it.
    throw wrong(
      0,
      'options',
      'has "unsafeBlockHeight", beside which there can be no "count" or "to": heights have no gaps here',
    );
  }
  const height = to ?? unsafeBlockHeight; // as in Chopsticks, "to" says how many, whatever "count" is
  const count = height == null ? wholeNumber(asked ?? 1, 0, 'count') : wholeNumber(height, 0, 'to') - head;
  if (count < 1 || count > MOST_BLOCKS) {
    throw invalidParams(
      `parameter 1 (options) asks for ${count} blocks: from 1 to ${MOST_BLOCKS} are possible`,
    );
  }
  return { count, extrinsics: extrinsics?.map((item) => hexBytes(item, 0, 'transactions')) };
}

/** A time, in milliseconds since 1970 or as a date. */
export function travelTime(params: Params): number {
  const wanted = params.optional(0, 'date');
  const ms = typeof wanted === 'string' ? Date.parse(wanted) : wanted;
  if (typeof ms !== 'number' || !Number.isFinite(ms) || ms < 0 || ms > LAST_DATE_MS) {
    throw wrong(0, 'date', 'must be a date such as "2030-01-01T00:00:00Z", or milliseconds since 1970');
  }
  return Math.floor(ms);
}

/** A mode as Chopsticks names it, or milliseconds between blocks. */
export function sealingMode(params: Params): Sealing {
  const wanted = params.optional(0, 'mode');
  if (typeof wanted === 'number' && Number.isInteger(wanted) && wanted > 0 && wanted <= 3_600_000) {
    return { everyMs: wanted };
  }
  const name = typeof wanted === 'string' ? wanted.toLowerCase() : undefined;
  if (name === 'manual') return 'manual';
  if (name === 'instant' || name === 'batch') return 'instant'; // instant sealing takes in one block what comes together
  throw wrong(
    0,
    'mode',
    'must be "Instant", "Batch", "Manual", or milliseconds between blocks (1 to 3600000)',
  );
}
