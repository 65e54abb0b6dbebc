import { fromHex, toHex } from '@plumbline/runtime-types/scale/hex';
import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { concatBytes } from '../bytes.ts';
import { isObject } from '../chain-spec/lossless-json.ts';
import { messageOf, NodeError } from '../errors.ts';
import { compact, u64Bytes, vecOf } from '../scale.ts';
import { decodeHeader, headerToJson } from './header.ts';
import type { Block } from './import-block.ts';

/** What stands for no justifications behind a SCALE-encoded block (`Option::None`). */
const NO_JUSTIFICATIONS = Uint8Array.of(0);

/** No block is as long, not even in JSON: who goes on reading would fill the memory. */
const MOST_BYTES = 32 * 1024 * 1024;

/** How `export-blocks --binary` of a Substrate node begins: the number of blocks. */
export function binaryStart(count: number): Uint8Array {
  return u64Bytes(BigInt(count));
}

/** A `SignedBlock` in SCALE. */
export function blockToBinary({ header, body }: Block): Uint8Array {
  return concatBytes(header.encoded, vecOf(body), NO_JUSTIFICATIONS);
}

/** A `SignedBlock` in JSON, on a line of its own. */
export function blockToJson({ header, body }: Block): string {
  const block = { header: headerToJson(header), extrinsics: body.map(toHex) };
  return `${JSON.stringify({ block, justifications: null })}\n`;
}

/** The blocks of a file that `export-blocks --binary` made. Throws `NodeError` `BadBlockFile`. */
export async function* readBinaryBlocks(input: AsyncIterable<Uint8Array>): AsyncGenerator<Block> {
  let bytes: Uint8Array = new Uint8Array();
  let count: number | undefined;
  let done = 0;
  for await (const chunk of input) {
    bytes = concatBytes(bytes, chunk);
    if (count === undefined && bytes.length >= 8) {
      count = Number(new ScaleReader(bytes).u64());
      bytes = bytes.subarray(8);
    }
    while (count !== undefined && done < count) {
      const read = tryReadBlock(bytes);
      if (!read) break;
      yield read.block;
      done++;
      bytes = bytes.subarray(read.length);
    }
    if (bytes.length > MOST_BYTES) {
      const what = done === count ? 'what follows its last block' : `its ${done + 1}. block`;
      throw badFile(`${what} is longer than ${MOST_BYTES} bytes`);
    }
  }
  if (count === undefined || done < count) {
    throw badFile(`it ends after ${done} of ${count ?? 'an unknown number of'} blocks`);
  }
  if (bytes.length > 0) throw badFile(`${bytes.length} bytes follow the last block`);
}

/** The block at the start of the bytes, undefined when they end before it does. */
function tryReadBlock(bytes: Uint8Array): { block: Block; length: number } | undefined {
  try {
    const encodedHeader = headerAt(bytes);
    const rest = new ScaleReader(bytes.subarray(encodedHeader.length));
    const body = Array.from({ length: rest.length() }, () => {
      const extrinsic = rest.take(rest.length());
      return concatBytes(compact(extrinsic.length), extrinsic);
    });
    skipJustifications(rest);
    const block = { header: decodeHeader(encodedHeader.slice()), body };
    return { block, length: encodedHeader.length + rest.offset };
  } catch {
    return undefined; // more bytes may come; when none do, the caller says so
  }
}

/** The bytes of the header that these bytes begin with: the header keeps its own, so decoding says how many. */
function headerAt(bytes: Uint8Array): Uint8Array {
  const { parentHash, number, digest } = decodeHeader(bytes);
  const fixed = parentHash.length + compact(number).length + 64 + compact(digest.length).length;
  return bytes.subarray(
    0,
    digest.reduce((sum, item) => sum + item.length, fixed),
  );
}

function skipJustifications(reader: ScaleReader): void {
  if (reader.u8() === 0) return;
  for (let left = reader.length(); left > 0; left--) {
    reader.take(4);
    reader.take(reader.length());
  }
}

/** The blocks of a file that `export-blocks` made: JSON objects, one after the other. Throws `NodeError` `BadBlockFile`. */
export async function* readJsonBlocks(input: AsyncIterable<Uint8Array>): AsyncGenerator<Block> {
  let number = 0;
  for await (const text of jsonObjects(input)) {
    number++;
    try {
      yield blockOf(JSON.parse(text));
    } catch (error) {
      throw badFile(`its ${number}. block: ${messageOf(error)}`, error);
    }
  }
}

/** Objects at the top of a stream, whatever is between them. */
async function* jsonObjects(input: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let text = '';
  let [depth, start, position] = [0, 0, 0];
  let [isText, isEscaped] = [false, false];
  for await (const chunk of input) {
    text += decoder.decode(chunk, { stream: true });
    for (; position < text.length; position++) {
      const char = text[position];
      if (isEscaped) isEscaped = false;
      else if (isText) {
        if (char === '\\') isEscaped = true;
        else if (char === '"') isText = false;
      } else if (char === '"') isText = true;
      else if (char === '{' && depth++ === 0) start = position;
      else if (char === '}' && --depth === 0) {
        yield text.slice(start, position + 1);
        text = text.slice(position + 1);
        position = -1;
      }
    }
    if (text.length > MOST_BYTES) throw badFile(`it has ${MOST_BYTES} characters without a whole block`);
    if (depth === 0 && !isText && !/\S/.test(text)) [text, position] = ['', 0];
  }
  if (depth !== 0 || /\S/.test(text))
    throw badFile(`it ends in the middle of a block, or with something else`);
}

function blockOf(json: unknown): Block {
  const block = isObject(json) ? json.block : undefined;
  const header = isObject(block) ? block.header : undefined;
  if (!isObject(block) || !isObject(header) || !Array.isArray(block.extrinsics)) {
    throw new TypeError('it has no "block" with "header" and "extrinsics"');
  }
  const logs = isObject(header.digest) && Array.isArray(header.digest.logs) ? header.digest.logs : [];
  const encoded = concatBytes(
    fromHex(String(header.parentHash)),
    compact(Number(header.number)),
    fromHex(String(header.stateRoot)),
    fromHex(String(header.extrinsicsRoot)),
    compact(logs.length),
    ...logs.map((item) => fromHex(String(item))),
  );
  return { header: decodeHeader(encoded), body: block.extrinsics.map((item) => fromHex(String(item))) };
}

function badFile(problem: string, cause?: unknown): NodeError {
  return new NodeError('BadBlockFile', `the file of blocks cannot be read: ${problem}`, cause);
}
