import { readFile } from 'node:fs/promises';
import { messageOf, NodeError } from '../errors.ts';
import { type RawState, readRawState } from '../state/raw-state.ts';
import { isObject, parseLossless } from './lossless-json.ts';

/** How a genesis state is given: as the runtime's config (whole, or a patch on its default), or key by key. */
export type GenesisSource =
  | {
      readonly runtimeGenesis: {
        readonly code?: string;
        readonly config?: unknown;
        readonly patch?: unknown;
      };
    }
  | { readonly raw: RawState };

/** A chain specification in Substrate's JSON shape. */
export interface ChainSpec {
  readonly name: string;
  readonly id: string;
  readonly chainType: 'Development' | 'Local' | 'Live' | { readonly Custom: string };
  readonly bootNodes: readonly string[];
  readonly protocolId: string | null;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly genesis: GenesisSource;
}

/** Reads a chain spec file. Throws `NodeError` `BadChainSpec` that names the file and the field. */
export async function readChainSpec(file: string): Promise<ChainSpec> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const problem = isMissing(error) ? 'there is no such file' : messageOf(error);
    throw new NodeError('BadChainSpec', `cannot read the chain spec ${file}: ${problem}`, error);
  }
  try {
    return parseChainSpec(parseLossless(text));
  } catch (error) {
    throw new NodeError('BadChainSpec', `the chain spec ${file} is not valid: ${messageOf(error)}`, error);
  }
}

/** Checks the shape of a chain spec. Throws `NodeError` `BadChainSpec` that names the field. */
export function parseChainSpec(json: unknown): ChainSpec {
  if (!isObject(json)) throw bad('it must be a JSON object');
  const id = text(json, 'id');
  if (!/^[A-Za-z0-9._-]+$/.test(id) || /^\.+$/.test(id)) {
    throw bad('"id" names the database folder: use letters, digits, ".", "_" and "-"');
  }
  const protocolId = json.protocolId ?? null;
  if (protocolId !== null && typeof protocolId !== 'string') throw bad('"protocolId" must be text or null');
  return {
    name: text(json, 'name'),
    id,
    chainType: chainType(json.chainType ?? 'Live'),
    bootNodes: bootNodes(json.bootNodes ?? []),
    protocolId,
    properties: properties(json.properties ?? {}),
    genesis: genesisSource(json.genesis),
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function bad(problem: string): NodeError {
  return new NodeError('BadChainSpec', problem);
}

function text(json: Record<string, unknown>, field: string): string {
  const value = json[field];
  if (typeof value !== 'string' || value === '') throw bad(`"${field}" must be a text`);
  return value;
}

function chainType(value: unknown): ChainSpec['chainType'] {
  if (value === 'Development' || value === 'Local' || value === 'Live') return value;
  if (isObject(value) && typeof value.Custom === 'string') return { Custom: value.Custom };
  throw bad('"chainType" must be "Development", "Local", "Live" or {"Custom": "…"}');
}

function bootNodes(value: unknown): string[] {
  if (!Array.isArray(value) || !value.every((node) => typeof node === 'string')) {
    throw bad('"bootNodes" must be a list of addresses');
  }
  return value;
}

function properties(value: unknown): Record<string, unknown> {
  if (!isObject(value)) throw bad('"properties" must be an object');
  const { ss58Format, tokenDecimals, tokenSymbol } = value;
  if (ss58Format !== undefined && !isSmallNumber(ss58Format, 16383)) {
    throw bad('"properties.ss58Format" must be a number from 0 to 16383');
  }
  const decimals = Array.isArray(tokenDecimals) ? tokenDecimals : [tokenDecimals ?? 0];
  if (!decimals.every((item) => isSmallNumber(item, 255))) {
    throw bad('"properties.tokenDecimals" must be a number from 0 to 255');
  }
  const symbols = Array.isArray(tokenSymbol) ? tokenSymbol : [tokenSymbol ?? ''];
  if (!symbols.every((item) => typeof item === 'string'))
    throw bad('"properties.tokenSymbol" must be a text');
  return value;
}

function isSmallNumber(value: unknown, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;
}

function genesisSource(value: unknown): GenesisSource {
  if (!isObject(value)) throw bad('"genesis" must be an object with "runtimeGenesis" or "raw"');
  if (isObject(value.raw)) {
    const refuse = (problem: string): never => {
      throw bad(`"genesis.raw": ${problem}`);
    };
    return { raw: readRawState(value.raw, refuse) };
  }
  const { runtimeGenesis } = value;
  if (!isObject(runtimeGenesis)) throw bad('"genesis" needs "runtimeGenesis" or "raw"');
  const { code, config, patch } = runtimeGenesis;
  if ((config === undefined) === (patch === undefined)) {
    throw bad('"genesis.runtimeGenesis" needs either "patch" or "config"');
  }
  if (!isObject(config ?? patch)) throw bad('"genesis.runtimeGenesis" must hold an object');
  if (code !== undefined && !isHex(code)) throw bad('"genesis.runtimeGenesis.code" must be hex');
  return { runtimeGenesis: { ...(code === undefined ? {} : { code }), config, patch } };
}

function isHex(value: unknown): value is string {
  return typeof value === 'string' && /^0x(?:[0-9a-fA-F]{2})*$/.test(value);
}
