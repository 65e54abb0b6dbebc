import type { SideName } from '@plumbline/runtime-types/domain/game';
import type { TallyDispute, TallyMove } from '@plumbline/runtime-types/domain/tally';
import { standingReport } from '@plumbline/verification/profiling/standing';
import { applyTallyMove, isTallyClaim, tallyTurn } from '@plumbline/verification/profiling/tally-game';
import type { Context } from '../../frame/context.ts';
import { blockNumber } from '../system/block.ts';
import { reportsOf } from '../tasks/profilers.ts';
import { changeTask, type OpenTask, setDeadline } from '../tasks/store.ts';
import { disputes } from './declaration.ts';
import { endTally } from './end-tally.ts';
import { legal } from './play.ts';
import { programTerms } from './program-terms.ts';

const { Tallies, Params } = disputes.storage;

/** Whether what the profilers of a task found is being denied. */
export function isTallied(context: Context, id: number): boolean {
  return Tallies.has(context, id);
}

/** The block at whose beginning the side whose turn it is has lost. */
export function tallyDeadline(context: Context): number {
  return blockNumber(context) + Params.get(context).moveBlocks + 1;
}

/** One move of the game about what a program takes; the phases follow each other, so none can be played twice. */
export function playTally(context: Context, who: string, id: number, move: TallyMove): void {
  changeTask(context, id, (task) => {
    const tally = Tallies.get(context, id);
    if (tally === undefined) throw disputes.error('UnknownDispute');
    const side = sideOf(tally, who);
    disputes.ensure(tallyTurn(tally.phase) === side, 'NotYourTurn');
    const claim = standingReport(reportsOf(task));
    if (claim === undefined || !isTallyClaim(claim)) throw disputes.error('NothingToDeny');
    const { spec } = task.data;
    const outcome = legal(() => applyTallyMove(programTerms(spec), claim, tally.phase, move));
    if (outcome.kind === 'verdict') {
      endTally(context, task, tally, outcome.winner);
      return;
    }
    const { phase } = outcome;
    Tallies.put(context, id, { ...tally, phase });
    setDeadline(context, task, tallyDeadline(context));
    disputes.deposit(context, 'Tallied', { task: id, side: { type: side }, phase: phase.type });
  });
}

function sideOf({ challenger, defender }: TallyDispute, who: string): SideName {
  if (who === challenger) return 'Challenger';
  if (who === defender) return 'Defender';
  throw disputes.error('NotParty');
}

/** Hook: the side whose turn it is has lost, if such a game is played; returns whether it is. */
export function silentTally(context: Context, task: OpenTask): boolean {
  const tally = Tallies.get(context, task.id);
  if (tally === undefined) return false;
  endTally(context, task, tally, tallyTurn(tally.phase) === 'Defender' ? 'Challenger' : 'Defender');
  return true;
}
