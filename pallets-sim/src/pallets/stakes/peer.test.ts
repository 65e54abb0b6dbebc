import { fromHex } from '@plumbline/runtime-types/scale/hex';
import { base58Encode, ed25519PairFromSeed, ed25519Sign } from '@polkadot/util-crypto';
import { describe, expect, it } from 'vitest';
import { SOLVERS } from '../../../test/protocol/cast.ts';
import { World } from '../../../test/protocol/world.ts';
import { system } from '../system/declaration.ts';
import { stakes } from './declaration.ts';
import { stakesPallet } from './pallet.ts';
import { peerMessage } from './peer.ts';

const someone = SOLVERS[2]!;

describe('a peer', () => {
  const pair = ed25519PairFromSeed(new Uint8Array(32).fill(9));
  const peerId = base58Encode(Uint8Array.of(0, 0x24, 8, 1, 0x12, 0x20, ...pair.publicKey));
  const peer = {
    peerId,
    addresses: ['/ip4/127.0.0.1/tcp/4001'],
    encryptionKey: new Uint8Array(32).fill(3),
    expiry: 100,
  };
  const bind = (world: World, who: string, changes: object = {}) => {
    const genesis = system.storage.BlockHash.get(world.chain.context, 0);
    return stakesPallet.call('bindPeer', {
      ...peer,
      publicKey: pair.publicKey,
      signature: ed25519Sign(peerMessage(genesis, who, pair.publicKey, peer.expiry), pair),
      ...changes,
    });
  };

  it('is tied to the account that its key signed for', () => {
    const world = new World();
    world.do(someone, bind(world, someone));
    expect(stakes.storage.Peers.get(world.chain.context, someone)).toEqual(peer);
  });

  it('is refused with the key of another, for another account or chain', () => {
    const world = new World();
    expect(world.failure(someone, bind(world, SOLVERS[0]!))).toBe('Stakes.BadPeerSignature');
    const other = ed25519PairFromSeed(new Uint8Array(32).fill(8));
    expect(world.failure(someone, bind(world, someone, { publicKey: other.publicKey }))).toBe(
      'Stakes.BadPeerId',
    );
    const signature = ed25519Sign(
      peerMessage(fromHex(`0x${'01'.repeat(32)}`), someone, pair.publicKey, 100),
      pair,
    );
    expect(world.failure(someone, bind(world, someone, { signature }))).toBe('Stakes.BadPeerSignature');
    expect(world.failure(someone, bind(world, someone, { expiry: 101 }))).toBe('Stakes.BadPeerSignature');
    expect(world.failure(someone, bind(world, someone, { expiry: 1 }))).toBe('Stakes.BindingExpired');
    const addresses = new Array(9).fill('/ip4/127.0.0.1/tcp/1');
    expect(world.failure(someone, bind(world, someone, { addresses }))).toBe('Stakes.TooManyAddresses');
  });
});
