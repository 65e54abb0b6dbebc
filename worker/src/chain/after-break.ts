import type { ApiPromise } from '@polkadot/api';
import { blocksWithEvents } from './blocks.ts';
import { connected, throughBreaks } from './breaks.ts';
import { ChainError, dispatchErrorOf, poolErrorOf } from './errors.ts';
import { chainEvent } from './events.ts';
import type { Call, Inclusion } from './submit.ts';

/** A call that was signed and handed to a node. */
export interface SentCall {
  readonly api: ApiPromise;
  readonly signed: Call;
  readonly name: string;
  /** The chain's height before it was sent. */
  readonly height: number;
  readonly signal: AbortSignal;
}

/**
 * What became of a call whose node went away: the connection over which its fate would have been told is no more.
 * It is handed over once more exactly as it was signed, so that it cannot take effect twice, and looked for in the
 * blocks since. Throws a transient error when its nonce was used by another call, so that it never can be included.
 */
export async function findAfterBreak(sent: SentCall): Promise<Inclusion> {
  const { api, signed, name, height, signal } = sent;
  await connected(api, signal);
  const said = await throughBreaks(api, signal, async () => {
    const head = (await api.rpc.chain.getHeader()).number.toNumber();
    return { head, ...(await sendAgain(sent)) };
  });
  for await (const { block } of blocksWithEvents(api, signal, height)) {
    const inclusion = await throughBreaks(api, signal, () => inclusionIn(sent, block.hash));
    if (inclusion !== undefined) return inclusion;
    if (said.isStale && block.number >= said.head) break;
  }
  signal.throwIfAborted();
  const hash = signed.hash.toHex();
  const message = `${name} (${hash}) was lost with its node, and another call has taken its nonce`;
  throw new ChainError('Refused', message, { call: name }, { transient: true });
}

/** `isStale` when its nonce was used: by itself, or by another call of the account. */
async function sendAgain({ api, signed, name }: SentCall): Promise<{ isStale: boolean }> {
  try {
    await api.rpc.author.submitExtrinsic(signed);
    return { isStale: false };
  } catch (thrown) {
    const said = thrown instanceof Error ? thrown.message : String(thrown);
    if (/already imported|1013/i.test(said)) return { isStale: false };
    if (/stale|outdated/i.test(said)) return { isStale: true };
    if (/disconnected from|not connected/i.test(said)) throw thrown;
    throw poolErrorOf(thrown, name);
  }
}

async function inclusionIn(
  { api, signed, name }: SentCall,
  blockHash: string,
): Promise<Inclusion | undefined> {
  const { block } = await api.rpc.chain.getBlock(blockHash);
  const index = block.extrinsics.findIndex((extrinsic) => extrinsic.hash.eq(signed.hash));
  if (index < 0) return undefined;
  const records = await (await api.at(blockHash)).query.system.events();
  const its = records.filter(({ phase }) => phase.isApplyExtrinsic && phase.asApplyExtrinsic.eqn(index));
  for (const { event } of its) {
    if (api.events.system?.ExtrinsicFailed?.is(event))
      throw dispatchErrorOf(api, event.data[0] as never, name);
  }
  return { blockHash, extrinsicHash: signed.hash.toHex(), events: its.map(chainEvent) };
}
