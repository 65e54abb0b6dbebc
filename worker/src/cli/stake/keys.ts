import { homedir } from 'node:os';
import { join } from 'node:path';
import { peerIdFromPrivateKey } from '@libp2p/peer-id';
import { type Command, Option } from 'commander';
import { actingFor } from '../../chain/account.ts';
import { loadEncryptionKey } from '../../network/encryption-key.ts';
import { loadPeerKey } from '../../network/identity.ts';
import { signPeerBinding } from '../../network/peer-binding.ts';
import { RoleError } from '../../roles/errors.ts';
import { basePathOption, wholeNumber } from '../options.ts';
import { type StakeFlags, stakeCall } from './stake-command.ts';

interface KeyFlags extends StakeFlags {
  readonly worker?: string;
  readonly none?: boolean;
}
interface AcceptFlags extends StakeFlags {
  readonly of: string;
}
interface PeerFlags extends StakeFlags {
  readonly basePath?: string;
  readonly address: string[];
  readonly blocks: number;
}

/** Blocks for which a peer is bound when nothing else is said: what a worker says too. */
const BINDING_BLOCKS = 10_000_000;

/** Commands about the keys that act for an account, and its peer. */
export function keyCommands(): Command[] {
  return [
    stakeCall<KeyFlags>(
      'rotate-key',
      'Name the key that may act for the account, once that accepts; --none takes the right from the one that has it.',
      'account',
      [
        new Option('--worker <address>', 'account of the key').conflicts('none'),
        new Option('--none', 'no key from now on'),
      ],
      ({ worker, none }, { account, calls }) => {
        if (worker === undefined && none !== true)
          throw new RoleError(
            'InvalidOption',
            'say which key may act for the account: give --worker ADDRESS, or --none',
          );
        return calls.proposeWorkerKey(worker === undefined ? undefined : actingFor(account, worker).id);
      },
    ),
    stakeCall<AcceptFlags>(
      'accept-key',
      'Accept, with the key of --suri, to act for an account that has named it.',
      'account',
      [new Option('--of <address>', 'account that named the key').makeOptionMandatory()],
      ({ of }, { account, calls }) => calls.acceptWorkerKey(actingFor(account, of).id),
    ),
    stakeCall<PeerFlags>(
      'bind-peer',
      'Tie the libp2p peer of a base path to the account; a worker does so itself when it starts.',
      'worker key too',
      [
        basePathOption('where its keys are (else: ~/.plumbline/worker)'),
        new Option('--address <multiaddr...>', 'where it can be reached').makeOptionMandatory(),
        new Option('--blocks <n>', 'for how long')
          .default(BINDING_BLOCKS)
          .argParser(wholeNumber(1, 1_000_000_000)),
      ],
      async ({ basePath, address, blocks }, { account, calls, connection, view }) => {
        const folder = basePath ?? join(homedir(), '.plumbline', 'worker');
        const key = await loadPeerKey(folder);
        const { publicKey: encryptionKey } = await loadEncryptionKey(folder);
        const expiry = view.block.number + blocks;
        const peerId = peerIdFromPrivateKey(key).toString();
        const binding = await signPeerBinding(key, connection.genesisHash, account.publicKey, expiry);
        return calls.bindPeer({ peerId, addresses: address, encryptionKey, expiry }, binding);
      },
    ),
  ];
}
