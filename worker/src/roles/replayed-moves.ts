import { type SignedMove, signedMove } from '@plumbline/runtime-types/domain/transcript';
import { messageOf } from '../errors.ts';
import type { WorkerContext } from './context.ts';
import type { Job } from './reconciler.ts';

/** As the players of disputes name the moves that they keep. */
const KEPT = /^move\.(\d+)\.(\d+):(.*)$/;

/** The cheat `replay`: what both sides have signed in an earlier dispute is posted as if it were about this one. */
export class ReplayedMoves {
  readonly #context: WorkerContext;
  readonly #tried = new Set<number>();

  constructor(context: WorkerContext) {
    this.#context = context;
  }

  /** What is done instead of playing; undefined while there is nothing to replay. */
  async jobs(dispute: number, attempt: string): Promise<Job[] | undefined> {
    if (this.#tried.has(dispute)) return [];
    const moves = await this.#kept(dispute, attempt);
    if (moves.length === 0) return undefined;
    return [{ key: `replay:${dispute}`, run: () => this.#post(dispute, moves) }];
  }

  async #post(dispute: number, moves: SignedMove[]): Promise<void> {
    const { calls, loggerOf, submitter } = this.#context;
    this.#tried.add(dispute);
    const said = await submitter.submit(calls.postTranscript(dispute, moves)).then(() => 'taken', messageOf);
    loggerOf('solver').warn(
      { event: 'replay', dispute, moves: moves.length, said },
      `CHEATING as asked for: ${moves.length} moves of another dispute were posted to dispute ${dispute}: ${said}`,
    );
  }

  /** Moves of earlier disputes about this attempt, in the order in which they were played. */
  async #kept(dispute: number, attempt: string): Promise<SignedMove[]> {
    const journal = this.#context.journalOf('dispute');
    const found: { round: number; key: string }[] = [];
    for (const key of await journal.keys('move.')) {
      const [, of, round, about] = KEPT.exec(key) ?? [];
      if (Number(of) < dispute && about === attempt) found.push({ round: Number(round), key });
    }
    const ordered = found.sort((left, right) => left.round - right.round);
    const bytes = await Promise.all(ordered.map(({ key }) => journal.get<Uint8Array>(key)));
    return bytes.flatMap((kept) => (kept === undefined ? [] : [signedMove.codec.dec(kept)]));
  }
}
