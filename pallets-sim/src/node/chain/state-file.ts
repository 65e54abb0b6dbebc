import { access, constants, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fromHex, toHex } from '@plumbline/runtime-types/scale/hex';
import { decodeHeader, type Header } from '../block/header.ts';
import { isObject } from '../chain-spec/lossless-json.ts';
import { messageOf, NodeError } from '../errors.ts';
import { type RawState, rawState, readRawState } from '../state/raw-state.ts';
import { writeWhole } from '../write-whole.ts';
import type { Chain } from './chain.ts';

/** A chain as of one block: enough to go on from there. */
export interface StateDump {
  readonly genesisHash: Uint8Array;
  readonly header: Header;
  /** The block's extrinsics, with their length prefixes. */
  readonly body: readonly Uint8Array[];
  /** The state after the block. */
  readonly state: RawState;
}

/** The head of a chain and its state. */
export function dumpChain(chain: Chain): StateDump {
  const { head, genesisHash } = chain;
  return { genesisHash, header: head, body: chain.body(head.hash) ?? [], state: rawState(chain.stateAt()) };
}

/**
 * Writes a dump; whoever reads the file sees the old one or the new one.
 *
 * @param remedy what to do where it cannot be written, a sentence
 * @throws NodeError `DiskFull`, `ReadOnlyFolder`, `WriteFailed`
 */
export async function writeStateFile(
  file: string,
  dump: StateDump,
  remedy = 'Choose another file with --state.',
): Promise<void> {
  const json = {
    genesisHash: toHex(dump.genesisHash),
    header: toHex(dump.header.encoded),
    body: dump.body.map(toHex),
    ...dump.state,
  };
  const remedies = { room: remedy, access: remedy };
  await writeWhole('the state', file, `${JSON.stringify(json, undefined, 1)}\n`, { remedies });
}

/**
 * Reads a dump, undefined when there is no such file. Throws `NodeError` `BadStateFile`, also where none could be
 * written: that is better said at the start than when all there is to keep is lost by it.
 */
export async function readStateFile(file: string): Promise<StateDump | undefined> {
  try {
    await access(dirname(file), constants.W_OK);
  } catch (error) {
    throw bad(file, `could not be written at the end: ${messageOf(error)}`, error);
  }
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw bad(file, `cannot be read: ${messageOf(error)}`, error);
  }
  try {
    return parseDump(JSON.parse(text));
  } catch (error) {
    throw bad(file, `is not valid: ${messageOf(error)}`, error);
  }
}

function parseDump(json: unknown): StateDump {
  if (!isObject(json)) throw new TypeError('it must be a JSON object');
  const { genesisHash, header, body } = json;
  if (!Array.isArray(body)) throw new TypeError('it needs "body"');
  const refuse = (problem: string): never => {
    throw new TypeError(problem);
  };
  return {
    genesisHash: fromHex(String(genesisHash)),
    header: decodeHeader(fromHex(String(header))),
    body: body.map((extrinsic) => fromHex(String(extrinsic))),
    state: readRawState(json, refuse),
  };
}

function bad(file: string, problem: string, cause?: unknown): NodeError {
  return new NodeError('BadStateFile', `the state file ${file} ${problem}`, cause);
}
