import { type ProfileReport, profileReport } from '@plumbline/runtime-types/domain/task';
import { onTestFinished } from 'vitest';
import { accountFromUri } from '../src/chain/account.ts';
import { createCalls } from '../src/chain/calls.ts';
import { connectChain } from '../src/chain/connection.ts';
import { followViews } from '../src/chain/follow-views.ts';
import { Submitter } from '../src/chain/submit.ts';
import { ChainReader, type ChainView } from '../src/chain/view.ts';
import { silentLoggers } from '../src/log/logger.ts';
import { profileCommitment } from '../src/roles/profiler.ts';
import { verdictCommitment } from '../src/roles/verdict.ts';

const ACCEPT = { type: 'Accept' } as const;
const SALT = new Uint8Array(32).fill(7);

/** A Verifier that looks at nothing: it finds every program sound, or as it is told to, and accepts every proof. */
export async function startLazyVerifier(
  rpc: string,
  suri: string,
  report?: ProfileReport,
): Promise<{ id: string }> {
  const log = silentLoggers('lazy');
  const stop = new AbortController();
  const connection = await connectChain({ url: rpc, log });
  const account = await accountFromUri(suri);
  const { api } = connection;
  const submitter = new Submitter({ api, account, log, signal: stop.signal });
  const calls = createCalls(api);
  await submitter.submit(calls.register('Verifier', 400_000_000_000_000n, 0n));
  const done = new Set<string>();
  const act = (view: ChainView): void => {
    for (const [id, task] of view.tasks) {
      const mine = task.verifiers.find((verifier) => verifier.account === account.id);
      const isProfiler = task.profilers.some((profiler) => profiler.account === account.id);
      const sound = report ?? { type: 'Ok' as const, value: { unitsPerStep: task.spec.unitsPerStep } };
      const due = [
        task.status.type === 'Profiling' &&
          isProfiler &&
          calls.commitProfile(id, profileCommitment(profileReport.codec.enc(sound), SALT, account.id)),
        task.status.type === 'Reporting' && isProfiler && calls.revealProfile(id, sound, SALT),
        task.status.type === 'Verifying' &&
          mine !== undefined &&
          calls.commitVerdict(id, verdictCommitment(ACCEPT, SALT, account.id)),
        task.status.type === 'Revealing' && mine !== undefined && calls.revealVerdict(id, ACCEPT, SALT),
      ].find((call) => call !== false);
      const key = `${id}.${task.attempt}.${task.status.type}`;
      if (due === undefined || done.has(key)) continue;
      done.add(key);
      submitter.submit(due).catch(() => done.delete(key));
    }
  };
  await followViews(connection, new ChainReader(api), stop.signal, act, () => undefined);
  onTestFinished(async () => {
    stop.abort();
    await connection.close();
  });
  return { id: account.id };
}
