import { system } from '@plumbline/pallets-sim/pallets/system/declaration';
import { fromHex, toHex } from '@plumbline/runtime-types/scale/hex';
import { u32 } from '@plumbline/runtime-types/scale/primitives';
import type { LeanClient } from './client.ts';

/** That the time was set; of a transfer the fee's withdrawal and payment, the transfer itself, and its success. */
const [EVENTS_OF_A_BLOCK, EVENTS_OF_A_TRANSFER] = [1, 4];

const EVENT_COUNT = toHex(system.storage.EventCount.key());

/** Counts the transfers of all blocks after the one that is the head when it begins. */
export class BlockWatch {
  readonly #client: LeanClient;
  readonly #heard: (included: number) => void;
  readonly #fail: (why: unknown) => void;
  /** How many transfers the blocks up to each hold together, by number, from the head at the beginning on. */
  readonly #upTo = new Map<number, number>();
  #head: number;
  #counted: number;
  #counting = Promise.resolve();
  #waiting: { readonly fromMs: number; readonly resolve: (head: number) => void } | undefined;

  private constructor(
    client: LeanClient,
    head: number,
    heard: (included: number) => void,
    fail: (why: unknown) => void,
  ) {
    this.#client = client;
    this.#heard = heard;
    this.#fail = fail;
    this.#head = head;
    this.#counted = head;
    this.#upTo.set(head, 0);
  }

  /** @param heard hears after each block how many transfers were included by then */
  static async start(
    client: LeanClient,
    heard: (included: number) => void,
    fail: (why: unknown) => void,
  ): Promise<BlockWatch> {
    const { promise, resolve } = Promise.withResolvers<BlockWatch>();
    let watch: BlockWatch | undefined;
    await client.subscribe('chain_subscribeNewHeads', [], (header) => {
      const number = Number((header as { number: string }).number);
      if (watch) watch.#onHead(number);
      else {
        watch = new BlockWatch(client, number, heard, fail); // the head comes at once, and is not counted
        resolve(watch);
      }
    });
    return promise;
  }

  /** How many transfers are in blocks up to that of a number, all of which were counted by now. */
  upTo(number: number): number {
    const included = this.#upTo.get(number);
    if (included === undefined) throw new Error(`block ${number} was not counted`);
    return included;
  }

  /** How many transfers all blocks that were counted hold. */
  get included(): number {
    return this.upTo(this.#counted);
  }

  /** The number of the next head that comes no earlier than this, as soon as it comes. */
  headFrom(fromMs: number): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<number>();
    this.#waiting = { fromMs, resolve };
    return promise;
  }

  #onHead(number: number): void {
    if (number !== this.#head + 1) this.#fail(new Error(`block ${number} came after block ${this.#head}`));
    this.#head = number;
    this.#counting = this.#counting.then(() => this.#count(number)).catch(this.#fail);
    if (!this.#waiting || performance.now() < this.#waiting.fromMs) return;
    this.#waiting.resolve(number);
    this.#waiting = undefined;
  }

  async #count(number: number): Promise<void> {
    const hash = await this.#client.call('chain_getBlockHash', number);
    const events = await this.#client.call('state_getStorage', EVENT_COUNT, hash);
    const included = this.included + transfersAmong(events);
    this.#upTo.set(number, included);
    this.#counted = number;
    this.#heard(included);
  }
}

/** How many transfers a block with so many events (`u32` in hex) holds. */
function transfersAmong(encoded: unknown): number {
  const events = typeof encoded === 'string' ? u32.codec.dec(fromHex(encoded)) : EVENTS_OF_A_BLOCK;
  const transfers = (events - EVENTS_OF_A_BLOCK) / EVENTS_OF_A_TRANSFER;
  if (!Number.isInteger(transfers)) throw new Error(`a block has ${events} events: a transfer has failed`);
  return transfers;
}
