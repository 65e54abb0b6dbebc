import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { MOCK_SIGNATURE } from '../../runtime/mock-signature.ts';
import type { Header } from '../block/header.ts';
import { concatBytes } from '../bytes.ts';
import type { Chain } from '../chain/chain.ts';
import { withLength } from '../scale.ts';
import { encodeValue } from './encode-value.ts';
import { runtimeMetadata } from './runtime-metadata.ts';

const SIGNED_FORMAT_4 = 0x84;
const ADDRESS_ID = 0;
const SIGNATURE_SR25519 = 1;

/**
 * A call as an extrinsic of an account that nobody signed: immortal, with the account's next nonce and no tip. Only a
 * host that accepts mock signatures takes it.
 *
 * @throws NodeError `RuntimeFailed` when the runtime gives no metadata
 */
export function mockExtrinsic(
  chain: Chain,
  block: Header,
  call: Uint8Array,
  account: Uint8Array,
): Uint8Array {
  const { lookup, extrinsic } = runtimeMetadata(chain);
  const nonce = new ScaleReader(chain.call('AccountNonceApi_account_nonce', account, block)).u32();
  const [extensions = []] = Object.values(extrinsic.signedExtensions);
  const extra = extensions.map(({ identifier, type }) =>
    encodeValue(lookup, type, identifier === 'CheckNonce' ? nonce : undefined, identifier),
  );
  return withLength(
    concatBytes(
      Uint8Array.of(SIGNED_FORMAT_4, ADDRESS_ID),
      account,
      Uint8Array.of(SIGNATURE_SR25519),
      MOCK_SIGNATURE,
      ...extra,
      call,
    ),
  );
}
