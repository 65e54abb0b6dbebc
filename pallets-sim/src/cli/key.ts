import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import { mnemonicGenerate } from '@polkadot/util-crypto';
import { Command, Option } from 'commander';
import { SCHEMES, type Scheme } from '../node/authorship/key-pair.ts';
import { Keystore } from '../node/authorship/keystore.ts';
import { NodeError } from '../node/errors.ts';
import { type ChainFlags, chainCommand, databaseFolder, explained } from './chain-flags.ts';
import {
  address,
  isAddress,
  type KeyMaterial,
  keyOfPublic,
  keyOfSuri,
  networkName,
  networkPrefix,
} from './key-material.ts';

interface KeyFlags {
  readonly scheme: Scheme;
  readonly network?: string;
  readonly outputType: 'text' | 'json';
  readonly password?: string;
}

/** `key generate`, `key inspect`, `key insert`: what `subkey` and a Substrate node's `key` do. */
export function keyCommand(): Command {
  return new Command('key')
    .description('make keys, look at them, and give them to a node')
    .addCommand(generateCommand())
    .addCommand(inspectCommand())
    .addCommand(insertCommand());
}

function withKeyFlags(command: Command): Command {
  return command
    .addOption(new Option('--scheme <scheme>').choices(SCHEMES).default('sr25519'))
    .option(
      '-n, --network <network>',
      'whose addresses: a name of the SS58 registry, as polkadot, or a prefix; substrate, or that of the address, unless given',
    )
    .option('--password <password>', 'of the phrase')
    .addOption(new Option('--output-type <format>').choices(['text', 'json']).default('text'));
}

const WORDS = { '12': 12, '15': 15, '18': 18, '21': 21, '24': 24 } as const;

function generateCommand(): Command {
  return withKeyFlags(new Command('generate'))
    .description('make a new key')
    .addOption(new Option('-w, --words <count>').choices(Object.keys(WORDS)).default('12'))
    .action((flags: KeyFlags & { words: keyof typeof WORDS }) =>
      explained(async () => {
        const phrase = mnemonicGenerate(WORDS[flags.words]);
        show(keyOfSuri(phrase, flags.scheme, flags.password), flags, {
          title: `Secret phrase:       ${phrase}`,
          json: { secretPhrase: phrase },
        });
      }),
    );
}

function inspectCommand(): Command {
  return withKeyFlags(new Command('inspect'))
    .description('show the public key and address of a secret URI, a public key or an address')
    .argument(
      '<uri>',
      'phrase, hex seed or //Name, or a file that holds it; with --public, a public key in hex; or an address',
    )
    .option('--public', 'the URI is a public key in hex')
    .action((given: string, flags: KeyFlags & { public?: boolean }) =>
      explained(async () => {
        const uri = await fileOrText(given);
        if (flags.public) return show(keyOfPublic(uri), flags, { title: undefined, json: {} });
        if (isAddress(uri)) {
          const title = `Public Key URI \`${uri}\` is account:`;
          return show(keyOfPublic(uri), flags, { title, json: { publicKeyUri: uri } });
        }
        const isPhrase = /\s/.test(uri) && !uri.includes('/');
        const title = isPhrase ? `Secret phrase:       ${uri}` : `Secret Key URI \`${uri}\` is account:`;
        const json = isPhrase ? { secretPhrase: uri } : { secretKeyUri: uri };
        show(keyOfSuri(uri, flags.scheme, flags.password), flags, { title, json });
      }),
    );
}

/** Prints a key in the words of `subkey`, fields of JSON by name. Secret keys have a title or none at all. */
function show(
  { publicKey, accountId, seed, prefix: ofAddress }: KeyMaterial,
  { network, outputType }: KeyFlags,
  { title, json }: { title: string | undefined; json: { readonly [field: string]: string } },
): void {
  const prefix = network === undefined ? (ofAddress ?? networkPrefix(undefined)) : networkPrefix(network);
  const isSecret = 'secretPhrase' in json || 'secretKeyUri' in json;
  const fields = {
    accountId: toHex(accountId),
    networkId: networkName(prefix),
    publicKey: toHex(publicKey),
    secretSeed: seed ? toHex(seed) : 'n/a',
    ss58Address: address(accountId, prefix),
    ss58PublicKey: address(publicKey, prefix),
  };
  if (outputType === 'json') {
    const all = Object.entries({ ...json, ...fields }).filter(([name]) => isSecret || name !== 'secretSeed');
    const sorted = Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
    process.stdout.write(`${JSON.stringify(sorted, undefined, 2)}\n`);
    return;
  }
  const width = isSecret ? 19 : 20;
  const line = (name: string, value: string): string => `  ${`${name}:`.padEnd(width)}${value}`;
  const networkLine = line(isSecret ? 'Network ID' : 'Network ID/Version', fields.networkId);
  const lines = [
    ...(title === undefined ? [networkLine.trimStart()] : [title, networkLine]),
    ...(isSecret ? [line('Secret seed', fields.secretSeed)] : []),
    line('Public key (hex)', fields.publicKey),
    line('Account ID', fields.accountId),
    line('Public key (SS58)', fields.ss58PublicKey),
    line('SS58 Address', fields.ss58Address),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

interface InsertFlags extends ChainFlags {
  readonly scheme: Scheme;
  readonly suri: string;
  readonly keyType: string;
}

function insertCommand(): Command {
  return chainCommand('insert', "put a key into the keystore of a node's chain")
    .requiredOption('--suri <uri>', 'the secret URI, or a file that holds it')
    .requiredOption('--key-type <kind>', 'four characters, plmb for making blocks')
    .addOption(new Option('--scheme <scheme>').choices(SCHEMES).default('sr25519'))
    .action((_flags, command: Command) =>
      explained(async () => {
        const { scheme, suri, keyType, ...flags } = command.optsWithGlobals<InsertFlags>();
        if (!/^[\x21-\x7e]{4}$/.test(keyType)) {
          throw new NodeError('BadOption', `--key-type must have four characters, as plmb, not "${keyType}"`);
        }
        const secret = await fileOrText(suri);
        const folder = join(await databaseFolder(flags), '..', 'keystore');
        const { publicKey } = await (await Keystore.open(folder)).insert(keyType, secret, { scheme });
        process.stdout.write(
          flags.output === 'json'
            ? `${JSON.stringify({ keyType, publicKey: toHex(publicKey), folder })}\n`
            : `inserted ${toHex(publicKey)} as ${keyType}\n`,
        );
      }),
    );
}

/** What a file holds; the name itself when there is no such file. */
function fileOrText(name: string): Promise<string> {
  return readFile(name, 'utf8').then(
    (text) => text.trim(),
    () => name,
  );
}
