import type { AlterationOpening } from '@plumbline/runtime-types/domain/move';
import { elementCount } from '../graph/shape.ts';
import type { Hash } from '../hash/blake2b.ts';
import { sameHash } from '../hash/hex.ts';
import { leafCount, leafLength } from '../merkle/blob.ts';
import { hashLeaf, rootOfPath } from '../merkle/tree.ts';
import { openTensorRecord, type ProgramFacts } from '../pinpoint/records.ts';
import type { PhiloxKey } from '../random/philox.ts';
import { alteredLeaf, alteredTensor, alterLeaf, CANDIDATES } from './alteration.ts';

/**
 * Whether the altered root is that of the right state with nothing but the pattern of the secret in it. Costs one
 * record, one leaf and three paths, whatever the size of the model. Throws `IllegalMove` for a record that is not the
 * program's.
 */
export function isAltered(
  facts: ProgramFacts,
  key: PhiloxKey,
  checkpoint: number,
  roots: { readonly right: Hash; readonly altered: Hash },
  opening: AlterationOpening,
): boolean {
  const { candidate, record, recordPath, leaf, leafPath, tensorPath } = opening;
  if (candidate >= CANDIDATES) return false;
  const place = { checkpoint, candidate };
  const tensor = alteredTensor(key, place, facts.stateCount);
  const { shape } = openTensorRecord(facts, tensor, record, recordPath);
  const bytes = 4 * elementCount(shape);
  const index = alteredLeaf(key, place, bytes);
  if (leaf.length !== leafLength(bytes, index)) return false;
  const stateWith = (content: Uint8Array): Hash | undefined => {
    const root = rootOfPath(hashLeaf(content), index, leafCount(bytes), leafPath);
    return root && rootOfPath(hashLeaf(root), tensor, facts.stateCount, tensorPath);
  };
  const right = stateWith(leaf);
  const altered = stateWith(alterLeaf(key, place, leaf));
  return (
    right !== undefined &&
    altered !== undefined &&
    sameHash(right, roots.right) &&
    sameHash(altered, roots.altered)
  );
}
