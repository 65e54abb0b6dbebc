import { readFile } from 'node:fs/promises';
import { isObject } from '../node/chain-spec/lossless-json.ts';
import { messageOf, NodeError } from '../node/errors.ts';
import { nearest } from './nearest.ts';
import { BadValue, kebabCase, type OptionDefinitions, type ValuesOf, variableOf } from './option.ts';

/** A value as it was given, and where: `--rpc-port`, `PLUMBLINE_RPC_PORT`, `"rpc-port" in node.json`. */
interface Given {
  readonly text: string;
  readonly where: string;
}

/**
 * The values of all options: of flags, else of the environment, else of the config file (which `config` names), else
 * their fallbacks.
 *
 * @param flags what stood on the command line, by option name
 * @throws NodeError `BadOption`: an unknown key, by its name with the nearest known one; a value that cannot be read
 */
export async function loadConfig<D extends OptionDefinitions>(
  definitions: D,
  flags: ReadonlyMap<string, string>,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ValuesOf<D>> {
  const onCommandLine = new Map(
    [...flags].map(([name, text]) => [name, { text, where: `--${kebabCase(name)}` }] as const),
  );
  const variables = fromEnvironment(definitions, environment);
  const file = (onCommandLine.get('config') ?? variables.get('config'))?.text;
  const inFile = file === undefined ? new Map<string, Given>() : await fromFile(definitions, file);
  const values = Object.entries(definitions).map(([name, { parse, fallback }]) => {
    const given = onCommandLine.get(name) ?? variables.get(name) ?? inFile.get(name);
    if (given) return [name, read(parse, given)];
    return [name, fallback === undefined ? undefined : parse(fallback)];
  });
  return Object.fromEntries(values);
}

function read<T>(parse: (text: string) => T, { text, where }: Given): T {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof BadValue || error instanceof NodeError)) throw error;
    throw new NodeError('BadOption', `${where}: "${text}" will not do. ${error.message}`);
  }
}

/** Other programs of Plumbline have variables of their own, so only what looks like a slip of the pen is refused. */
function fromEnvironment(
  definitions: OptionDefinitions,
  environment: Readonly<Record<string, string | undefined>>,
): Map<string, Given> {
  const byVariable = new Map(Object.keys(definitions).map((name) => [variableOf(name), name]));
  const given = new Map<string, Given>();
  for (const [variable, text] of Object.entries(environment)) {
    if (!variable.startsWith('PLUMBLINE_') || text === undefined || text === '') continue;
    const name = byVariable.get(variable);
    if (name !== undefined) {
      given.set(name, { text, where: variable });
      continue;
    }
    const short = (full: string) => full.slice('PLUMBLINE_'.length);
    const meant = nearest(short(variable), [...byVariable.keys()].map(short));
    if (meant !== undefined) throw unknown(`the environment variable ${variable}`, `PLUMBLINE_${meant}`);
  }
  return given;
}

async function fromFile(definitions: OptionDefinitions, file: string): Promise<Map<string, Given>> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new NodeError('BadOption', `cannot read the config file ${file}: ${messageOf(error)}`, error);
  }
  if (!isObject(json)) throw new NodeError('BadOption', `the config file ${file} must hold a JSON object`);
  const byKey = new Map(Object.keys(definitions).map((name) => [kebabCase(name), name]));
  byKey.delete('config');
  const given = new Map<string, Given>();
  for (const [key, value] of Object.entries(json)) {
    const name = byKey.get(key);
    const where = `"${key}" in ${file}`;
    if (name === undefined) throw unknown(where, nearest(key, byKey.keys()));
    given.set(name, { text: textOf(value, where), where });
  }
  return given;
}

/** A JSON value as a flag would have it: lists with commas. */
function textOf(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(',');
  throw new NodeError('BadOption', `${where} must be a text, a number, true or false, or a list of texts`);
}

function unknown(what: string, meant: string | undefined): NodeError {
  const hint = meant === undefined ? 'plumbline node --help lists what there is' : `did you mean ${meant}?`;
  return new NodeError('BadOption', `${what} is unknown: ${hint}`);
}
