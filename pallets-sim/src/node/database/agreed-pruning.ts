import { NodeError } from '../errors.ts';
import type { Pruning, PruningMode } from './pruning-mode.ts';
import { metaName } from './record.ts';
import type { Records } from './records.ts';

const STATE_PRUNING = metaName('statePruning');

/**
 * What a database keeps: as it is told, as it began, or `defaults`. States are counted from the first block on or not at all, so only the number of kept
 * ones can change later.
 *
 * @throws NodeError `OtherPruning`
 */
export async function agreedPruning(
  records: Records,
  pruning: Partial<Pruning> | undefined,
  defaults: Pruning,
): Promise<Pruning> {
  const stored = records.get('meta', STATE_PRUNING);
  const storedMode = stored && (JSON.parse(new TextDecoder().decode(stored)) as PruningMode);
  const state = pruning?.state ?? storedMode ?? defaults.state;
  if (storedMode !== undefined && kindOf(storedMode) !== kindOf(state)) {
    throw new NodeError(
      'OtherPruning',
      `the chain database in ${records.folder} was made with --state-pruning ${storedMode}, which cannot become ${state}. ` +
        'Leave the flag out, or choose another folder with --base-path.',
    );
  }
  if (storedMode !== state) {
    const transaction = records.transaction();
    transaction.put('meta', STATE_PRUNING, metaName(JSON.stringify(state)));
    await transaction.commit();
  }
  return { state, blocks: pruning?.blocks ?? defaults.blocks };
}

function kindOf(mode: PruningMode): string {
  return typeof mode === 'number' ? 'last' : mode;
}
