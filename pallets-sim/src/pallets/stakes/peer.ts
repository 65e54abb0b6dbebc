import type { Peer } from '@plumbline/runtime-types/domain/roles';
import { fromHex } from '@plumbline/runtime-types/scale/hex';
import { u32 } from '@plumbline/runtime-types/scale/primitives';
import type { Context } from '../../frame/context.ts';
import { blockNumber } from '../system/block.ts';
import { system } from '../system/declaration.ts';
import { stakes } from './declaration.ts';
import { isPeerIdOf, verifyEd25519 } from './peer-key.ts';

const DOMAIN = new TextEncoder().encode('plumbline/peer');
const MAX_ADDRESSES = 8;
const MAX_ADDRESS_BYTES = 256;

/** What ties a peer to an account of this chain until a block: `domain ‖ genesis ‖ account ‖ peer key ‖ expiry`. */
export function peerMessage(
  genesisHash: Uint8Array,
  account: string,
  peerKey: Uint8Array,
  expiry: number,
): Uint8Array {
  const parts = [DOMAIN, genesisHash, fromHex(account), peerKey, u32.codec.enc(expiry)];
  const message = new Uint8Array(parts.reduce((length, { length: more }) => length + more, 0));
  let offset = 0;
  for (const part of parts) {
    message.set(part, offset);
    offset += part.length;
  }
  return message;
}

/**
 * Ties a libp2p peer to the account. Both have signed for it: the peer's key the message above, and the account the
 * extrinsic, which names the peer's key, the expiry and, among its signed extensions, the genesis hash.
 */
export function bindPeer(
  context: Context,
  who: string,
  peer: Peer,
  publicKey: Uint8Array,
  signature: Uint8Array,
): void {
  const { peerId, addresses, expiry } = peer;
  const fits = addresses.every((address) => new TextEncoder().encode(address).length <= MAX_ADDRESS_BYTES);
  stakes.ensure(addresses.length <= MAX_ADDRESSES && fits, 'TooManyAddresses');
  stakes.ensure(isPeerIdOf(peerId, publicKey), 'BadPeerId');
  stakes.ensure(expiry > blockNumber(context), 'BindingExpired');
  const message = peerMessage(system.storage.BlockHash.get(context, 0), who, publicKey, expiry);
  stakes.ensure(verifyEd25519(message, signature, publicKey), 'BadPeerSignature');
  stakes.storage.Peers.put(context, who, peer);
  stakes.deposit(context, 'PeerBound', { who, peerId, expiry });
}
