import { isObject } from '../../chain-spec/lossless-json.ts';
import type { StorageChange } from '../../sealing/build-block.ts';
import type { Sealing } from '../../sealing/sealer.ts';
import { invalidParams } from '../errors.ts';
import { hexBytes, type Params, wholeNumber, wrong } from '../params.ts';

/** Most blocks that one `dev_newBlock` makes. */
const MOST_BLOCKS = 10_000;

/** The end of the year 9999. */
const LAST_DATE_MS = 253_402_300_799_999;

/** How many blocks to make, and what the first of them holds when that is given. */
export function blockRequest(
  params: Params,
  head: number,
): { count: number; extrinsics: Uint8Array[] | undefined } {
  const options = params.optional(0, 'options') ?? {};
  if (!isObject(options)) throw wrong(0, 'options', 'must be an object such as {"count": 10}');
  const { count: asked, to, transactions, ...rest } = options;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) {
    throw wrong(0, 'options', `has "${unknown}", which is unknown: there are count, to and transactions`);
  }
  const extrinsics = transactions ?? undefined;
  if (extrinsics !== undefined && !Array.isArray(extrinsics)) {
    throw wrong(0, 'options', 'must have "transactions" that is a list of hex texts');
  }
  const count = to == null ? wholeNumber(asked ?? 1, 0, 'count') : wholeNumber(to, 0, 'to') - head;
  if (count < 1 || count > MOST_BLOCKS) {
    throw invalidParams(
      `parameter 1 (options) asks for ${count} blocks: from 1 to ${MOST_BLOCKS} are possible`,
    );
  }
  return { count, extrinsics: extrinsics?.map((item) => hexBytes(item, 0, 'transactions')) };
}

/** Keys and values to set: `[["0x…", "0x…" | null], …]`. */
export function storageChanges(params: Params): StorageChange[] {
  const values = params.optional(0, 'values');
  const problem =
    'must be a list of pairs ["0x key", "0x value"], with null as the value to delete; names of pallets are not read here';
  if (!Array.isArray(values) || values.length === 0) throw wrong(0, 'values', problem);
  return values.map((pair): StorageChange => {
    if (!Array.isArray(pair) || pair.length !== 2) throw wrong(0, 'values', problem);
    const value = pair[1] === null ? undefined : hexBytes(pair[1], 0, 'values');
    return [hexBytes(pair[0], 0, 'values'), value];
  });
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
