import type { Peer } from '@plumbline/runtime-types/domain/roles';
import { fromHex } from '@plumbline/runtime-types/scale/hex';
import type { Context } from '../../frame/context.ts';
import { system } from '../system/declaration.ts';
import { stakes } from './declaration.ts';
import { isPeerIdOf, verifyEd25519 } from './peer-key.ts';

const DOMAIN = new TextEncoder().encode('plumbline/peer');
const MAX_ADDRESSES = 8;
const MAX_ADDRESS_BYTES = 256;

/** What a peer's key signs to tie itself to an account of this chain. */
export function peerMessage(genesisHash: Uint8Array, account: string): Uint8Array {
  const parts = [DOMAIN, genesisHash, fromHex(account)];
  const message = new Uint8Array(parts.reduce((length, { length: more }) => length + more, 0));
  let offset = 0;
  for (const part of parts) {
    message.set(part, offset);
    offset += part.length;
  }
  return message;
}

/** Ties a libp2p peer to the account; the peer's key must have signed for it. */
export function bindPeer(
  context: Context,
  who: string,
  { peerId, addresses }: Peer,
  publicKey: Uint8Array,
  signature: Uint8Array,
): void {
  const fits = addresses.every((address) => new TextEncoder().encode(address).length <= MAX_ADDRESS_BYTES);
  stakes.ensure(addresses.length <= MAX_ADDRESSES && fits, 'TooManyAddresses');
  stakes.ensure(isPeerIdOf(peerId, publicKey), 'BadPeerId');
  const message = peerMessage(system.storage.BlockHash.get(context, 0), who);
  stakes.ensure(verifyEd25519(message, signature, publicKey), 'BadPeerSignature');
  stakes.storage.Peers.put(context, who, { peerId, addresses });
  stakes.deposit(context, 'PeerBound', { who, peerId });
}
