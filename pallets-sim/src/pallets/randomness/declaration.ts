import { authorityId } from '@plumbline/runtime-types/domain/authorship';
import { boundedVec, fixedBytes } from '@plumbline/runtime-types/scale/composites';
import { declarePallet } from '../../frame/declaration.ts';
import { value } from '../../frame/storage.ts';

/** More than a chain with one turn after the other needs. */
export const MAX_AUTHORITIES = 32;

export const randomness = declarePallet({
  name: 'Randomness',
  docs: 'Who may make blocks, and the randomness that their verifiable random functions give.',
  storage: {
    Authorities: value('The keys that may make blocks.', boundedVec(authorityId, MAX_AUTHORITIES), []),
    Randomness: value(
      'Randomness of the block: a hash of that of the block before and of what its author had to draw.',
      fixedBytes(32),
      new Uint8Array(32),
    ),
  },
});
