import type { RoleName } from '@plumbline/runtime-types/domain/roles';
import { Command, Option } from 'commander';
import { type Account, accountFromUri, actingFor } from '../../chain/account.ts';
import { type Calls, createCalls } from '../../chain/calls.ts';
import { type Connection, connectChain } from '../../chain/connection.ts';
import { type Call, Submitter } from '../../chain/submit.ts';
import { ChainReader, type ChainView } from '../../chain/view.ts';
import { outputOption, rpcOption, suriOption, withLogOptions } from '../options.ts';
import { type LogFlags, run } from '../run.ts';
import { stakeDocument, stakePage } from './stake-text.ts';

export interface StakeFlags extends LogFlags {
  readonly suri: string;
  readonly rpc: string;
  readonly stash?: string;
  readonly output: 'text' | 'json';
}

/** What a command of `plumbline stake` has at hand to make its call. */
export interface StakeContext {
  readonly account: Account;
  readonly calls: Calls;
  readonly connection: Connection;
  readonly view: ChainView;
}

const ROLES: Readonly<Record<string, RoleName>> = {
  solver: 'Solver',
  verifier: 'Verifier',
  whistleblower: 'Whistleblower',
};

export function roleOption(): Option {
  return new Option('--role <role>', 'which registration').choices(Object.keys(ROLES)).makeOptionMandatory();
}

/** The role that a checked flag names. */
export function roleOf(name: string): RoleName {
  return ROLES[name] ?? 'Solver';
}

/** Whose key may sign: the account's alone, or also that of its worker. */
type Signer = 'account' | 'worker key too';

/** One call of the stakes pallet as a command: signs it, waits for its block, and shows what the account has then. */
export function stakeCall<Flags extends StakeFlags>(
  name: string,
  description: string,
  signer: Signer,
  options: readonly Option[],
  make: (flags: Flags, context: StakeContext) => Call | Promise<Call>,
): Command {
  const command = new Command(name).description(description);
  for (const option of options) command.addOption(option);
  command.addOption(suriOption().makeOptionMandatory());
  if (signer === 'worker key too')
    command.addOption(new Option('--stash <address>', 'act for this account, as its worker key'));
  command.addOption(rpcOption()).addOption(outputOption());
  withLogOptions(command, 'warn');
  command.action((flags: Flags) =>
    withStake(flags, async (context, submitter) => {
      const call = await make(flags, context);
      const { events, blockHash } = await submitter.submit(call);
      const header = await context.connection.api.rpc.chain.getHeader(blockHash);
      const block = header.number.toNumber();
      const reader = new ChainReader(context.connection.api);
      const document = await stakeDocument(
        await reader.view({ number: block, hash: blockHash }),
        context.account,
      );
      const said = events.filter(({ pallet }) => pallet === 'stakes').map(({ name: event }) => event);
      if (flags.output === 'json') say(JSON.stringify({ call: name, block, events: said, ...document }));
      else say(`${name} is in block ${block}\n${stakePage(document)}`);
    }),
  );
  return command;
}

/** Connects, works, and closes the connection again. */
export function withStake(
  flags: StakeFlags,
  work: (context: StakeContext, submitter: Submitter) => Promise<void>,
): Promise<void> {
  return run(flags, async ({ loggerOf, signal }) => {
    const own = await accountFromUri(flags.suri);
    const account = flags.stash === undefined ? own : actingFor(own, flags.stash);
    const log = loggerOf('chain');
    const connection = await connectChain({ url: flags.rpc, log, signal, patienceMilliseconds: 10_000 });
    try {
      const { api } = connection;
      const header = await api.rpc.chain.getHeader();
      const view = await new ChainReader(api).view({
        number: header.number.toNumber(),
        hash: header.hash.toHex(),
      });
      const submitter = new Submitter({ api, account, log, signal });
      await work({ account, calls: createCalls(api), connection, view }, submitter);
    } finally {
      await connection.close();
    }
  });
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
