import { h256, vec } from '@plumbline/runtime-types/scale/composites';
import { bytes, u64 } from '@plumbline/runtime-types/scale/primitives';
import { blake2b256 } from '@plumbline/verification/hash/blake2b';
import { concat } from '../../frame/bytes.ts';
import type { Context } from '../../frame/context.ts';
import { MemoryExternalities } from '../../frame/testing/memory-externalities.ts';
import { type Header, header } from '../../pallets/system/types.ts';
import { inherentData } from '../apis/types.ts';
import { assembly, runtime } from '../runtime.ts';
import {
  applyExtrinsicResult,
  type TransactionValidityError,
  transactionSource,
  transactionValidity,
} from '../validity.ts';
import { claim, seal } from './author.ts';

export interface BuiltBlock {
  readonly header: Header;
  /** Those that are in the block, with their length prefixes. */
  readonly extrinsics: Uint8Array[];
  /** What became of each extrinsic given: `ok`, the name of a dispatch error, or `Invalid.Stale` and the like. */
  readonly applied: string[];
}

/** The real runtime on a state in memory, driven through its border as a node does, without trie or network. */
export class OfflineChain {
  readonly state = new MemoryExternalities();
  readonly context: Context = assembly.context(this.state);
  readonly genesisHash: Uint8Array;
  #parent: Uint8Array;
  #number = 0;
  #clock = 1_700_000_000_000n;

  constructor(genesis: unknown) {
    const json = new TextEncoder().encode(JSON.stringify(genesis));
    const built = this.call('GenesisBuilder_build_state', bytes.codec.enc(json));
    if (built[0] !== 0) throw new TypeError(new TextDecoder().decode(built.subarray(2)));
    this.genesisHash = blake2b256(this.state.root());
    this.#parent = this.genesisHash;
  }

  call(method: string, args: Uint8Array = new Uint8Array()): Uint8Array {
    return runtime.call(method, args, this.state);
  }

  /** Hash of the last block. */
  get head(): Uint8Array {
    return this.#parent;
  }

  /** Makes a block of the extrinsics, leaving out those that are not valid. */
  build(extrinsics: readonly Uint8Array[] = []): BuiltBlock {
    this.begin();
    const included = this.inherents();
    for (const inherent of included)
      if (this.apply(inherent) !== 'ok') throw new TypeError('an inherent failed');
    const applied = extrinsics.map((extrinsic) => {
      const result = this.apply(extrinsic);
      if (!/^(Invalid|Unknown)\./.test(result)) included.push(extrinsic);
      return result;
    });
    const finished = header.codec.dec(this.call('BlockBuilder_finalize_block'));
    const sealed = seal(finished);
    this.#parent = blake2b256(header.codec.enc(sealed));
    return { header: sealed, extrinsics: included, applied };
  }

  /** Begins a block. */
  begin(): void {
    const none = new Uint8Array(32);
    this.#number += 1;
    this.#clock += 6_000n;
    const configuration = this.call('AuthorshipApi_configuration');
    const next = {
      parentHash: this.#parent,
      number: this.#number,
      stateRoot: none,
      extrinsicsRoot: none,
      digest: { logs: [claim(configuration, this.#number)] },
    };
    this.call('Core_initialize_block', header.codec.enc(next));
  }

  /** The inherents of a block with the time that the chain's clock says. */
  inherents(): Uint8Array[] {
    const data = inherentData.codec.enc({
      data: [[new TextEncoder().encode('timstap0'), u64.codec.enc(this.#clock)]],
    });
    return vec(bytes)
      .codec.dec(this.call('BlockBuilder_inherent_extrinsics', data))
      .map((body) => bytes.codec.enc(body));
  }

  /** Applies one extrinsic; what an invalid one wrote is rolled back. */
  apply(extrinsic: Uint8Array): string {
    this.state.startTransaction();
    let valid = false;
    try {
      const result = applyExtrinsicResult.codec.dec(this.call('BlockBuilder_apply_extrinsic', extrinsic));
      valid = result.ok;
      if (!result.ok) return nameOf(result.error);
      return result.value.ok ? 'ok' : result.value.error.type;
    } finally {
      if (valid) this.state.commit();
      else this.state.rollback();
    }
  }

  /** The same by the door for a node in the same memory; what was written stays. */
  applyDirectly(extrinsic: Uint8Array): string {
    const answer = runtime.applyExtrinsic?.(extrinsic, this.state);
    if (answer?.included) return 'ok';
    return `${answer?.error.kind}.${answer?.error.reason}`;
  }

  /** Asks for validity as the pool does. */
  validate(extrinsic: Uint8Array) {
    const source = transactionSource.codec.enc({ type: 'External' });
    const args = concat([source, extrinsic, h256.codec.enc(this.#parent)]);
    return transactionValidity.codec.dec(this.call('TaggedTransactionQueue_validate_transaction', args));
  }

  /** The same by the door for a node in the same memory, in the form of the other. */
  validateDirectly(extrinsic: Uint8Array) {
    const answer = runtime.validateTransaction?.(extrinsic, this.#parent, this.state);
    if (answer?.valid) return { ok: true, value: answer.transaction };
    return { ok: false, error: answer && { type: answer.error.kind, value: { type: answer.error.reason } } };
  }

  /** The validity error of an extrinsic, as `Invalid.Stale`, or `undefined`. */
  problem(extrinsic: Uint8Array): string | undefined {
    const validity = this.validate(extrinsic);
    return validity.ok ? undefined : nameOf(validity.error);
  }
}

const nameOf = ({ type, value }: TransactionValidityError): string => `${type}.${value.type}`;
