import type { SignatureClaim } from '@plumbline/pallets-sim/runtime/api';
import { ScaleWriter } from '@plumbline/runtime-types/scale/writer';
import { sr25519KeypairFromSeed, sr25519Sign, waitReady } from '@polkadot/wasm-crypto';

if (!(await waitReady())) throw new TypeError('sr25519 is not available: WebAssembly could not be started');

/** An account that signs; `secretKey` has 64 bytes. */
export interface Account {
  readonly publicKey: Uint8Array;
  readonly secretKey: Uint8Array;
}

/** What a signature commits to besides the extrinsic. */
export interface SignedFor {
  readonly genesisHash: Uint8Array;
  readonly specVersion: number;
  readonly transactionVersion: number;
}

/** The account of a number; the same in every run. */
export function numberedAccount(number: number): Account {
  const seed = new Uint8Array(32).fill(0xbe);
  new DataView(seed.buffer).setUint32(0, number);
  const pair = sr25519KeypairFromSeed(seed);
  return { secretKey: pair.subarray(0, 64), publicKey: pair.subarray(64) };
}

const BALANCES = 2;
const TRANSFER_KEEP_ALIVE = 3;
const SIGNED_V4 = 0x84;
const SR25519 = 1;
const IMMORTAL = 0;
const ACCOUNT_ID = 0;

/** A signed extrinsic, and what has to be verified of it. */
export interface SignedTransfer {
  /** Its length in front. */
  readonly extrinsic: Uint8Array;
  readonly claim: SignatureClaim;
}

/** A signed, immortal `balances.transferKeepAlive` without a tip. */
export function signedTransfer(
  from: Account,
  nonce: number,
  to: Uint8Array,
  amount: number,
  chain: SignedFor,
): SignedTransfer {
  const call = new ScaleWriter(64);
  call.u8(BALANCES);
  call.u8(TRANSFER_KEEP_ALIVE);
  call.u8(ACCOUNT_ID);
  call.bytes(to);
  call.compactNumber(amount);
  return signedCall(from, nonce, call.finish(), chain);
}

/** A signed, immortal extrinsic without a tip. */
export function signedCall(
  from: Account,
  nonce: number,
  callBytes: Uint8Array,
  chain: SignedFor,
): SignedTransfer {
  const extra = new ScaleWriter(8);
  extra.u8(IMMORTAL);
  extra.compactNumber(nonce);
  extra.compactNumber(0);
  const extraBytes = extra.finish();
  const payload = new ScaleWriter(256);
  payload.bytes(callBytes);
  payload.bytes(extraBytes);
  payload.u32(chain.specVersion);
  payload.u32(chain.transactionVersion);
  payload.bytes(chain.genesisHash);
  payload.bytes(chain.genesisHash); // the birth of an immortal era is genesis
  const message = payload.finish();
  const signature = sr25519Sign(from.publicKey, from.secretKey, message);
  const body = new ScaleWriter(256);
  body.u8(SIGNED_V4);
  body.u8(ACCOUNT_ID);
  body.bytes(from.publicKey);
  body.u8(SR25519);
  body.bytes(signature);
  body.bytes(extraBytes);
  body.bytes(callBytes);
  const bodyBytes = body.finish();
  const extrinsic = new ScaleWriter(256);
  extrinsic.compactNumber(bodyBytes.length);
  extrinsic.bytes(bodyBytes);
  return {
    extrinsic: extrinsic.finish(),
    claim: { scheme: 'Sr25519', signature, message, account: from.publicKey },
  };
}

/** So many transfers, of all accounts in turn, each to the next; nonces begin at 0. */
export function transfers(count: number, accounts: readonly Account[], chain: SignedFor): SignedTransfer[] {
  return Array.from({ length: count }, (_, i) => {
    const from = accounts[i % accounts.length];
    const to = accounts[(i + 1) % accounts.length];
    if (!from || !to) throw new TypeError('transfers need an account');
    return signedTransfer(from, Math.floor(i / accounts.length), to.publicKey, 1_000, chain);
  });
}
