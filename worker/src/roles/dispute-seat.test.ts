import type { Dispute } from '@plumbline/runtime-types/domain/dispute';
import { openingPosition } from '@plumbline/verification/pinpoint/message';
import { openGame } from '@plumbline/verification/pinpoint/open';
import { expect, onTestFinished, test } from 'vitest';
import { BINDING } from '../../test/dispute-table.ts';
import { facts } from '../../test/disputed-training.ts';
import { temporaryFolder } from '../../test/temporary.ts';
import { silentLoggers } from '../log/logger.ts';
import { openDatabase } from '../storage/database.ts';
import { Journal } from '../storage/journal.ts';
import { DisputeSeat } from './dispute-seat.ts';

test('who plays on chain does so after a restart too, and begins off chain with whoever takes over the defence', async () => {
  const database = await openDatabase(await temporaryFolder());
  onTestFinished(() => database.close());
  const start = new Uint8Array(32);
  const { state, ...position } = openingPosition(
    BINDING,
    openGame(facts, { interval: 0, start, end: start }),
  );
  const seatWith = (defender: string): Promise<DisputeSeat> =>
    DisputeSeat.open(
      {
        facts,
        binding: BINDING,
        side: 'Challenger',
        keys: { Challenger: [], Defender: [] },
        trace: () => Promise.reject(new Error('nobody needs it')),
        sign: () => new Uint8Array(64),
        journal: new Journal(database, 'dispute'),
        attempt: '4.0',
        log: silentLoggers('test'),
      },
      { ...position, game: state, defender } as unknown as Dispute,
    );
  await (await seatWith('solver')).goOnChain('it cannot be reached');
  expect((await seatWith('solver')).isOnChain).toBe(true);
  expect((await seatWith('verifier')).isOnChain).toBe(false);
});
