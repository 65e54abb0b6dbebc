import { money } from '@plumbline/worker/cli/describe-event';
import { type Cast, SUBMITTER_SURI } from './cast.ts';
import type { Display } from './display.ts';
import type { Network } from './network.ts';
import type { Journey, Replay } from './report.ts';

/** Who is in the network and where. */
export function introduce(
  network: Network,
  cast: Cast,
  basePath: string,
  blockTime: number,
  display: Display,
): void {
  const { rpc, node, members } = network;
  const row = (name: string, suri: string, rest: string): void => {
    const address = cast.accounts.find((entry) => entry.name === name)?.account.address ?? '';
    display.raw(`  ${name.padEnd(14)} ${suri.padEnd(10)} ${address}  ${rest}`.trimEnd());
  };
  display.raw(
    `  chain          ${rpc}, a block every ${blockTime} ms, process ${node.pid}, data in ${basePath}`,
  );
  row('submitter', SUBMITTER_SURI, '');
  for (const { name, suri, pid, peerId } of members) row(name, suri, `process ${pid}, peer ${peerId}`);
}

/** How it ended: balances, replays, what the model can do. */
export function conclude(journey: Journey, expected: boolean, display: Display): void {
  const { after, before, evaluation, replays, seconds, task } = journey;
  display.raw('\nBalances');
  for (const [name, { free, held }] of after) {
    const was = before.get(name);
    const change = free + held - (was?.free ?? 0n) - (was?.held ?? 0n);
    const sign = change > 0n ? '+' : '';
    const now = `${money(free).padStart(26)} free ${money(held).padStart(10)} held`;
    display.raw(`  ${name.padEnd(14)} ${now}   ${sign}${money(change)}`);
  }
  display.raw('\nReplays');
  for (const line of replayLines(replays)) display.raw(`  ${line}`);
  if (evaluation?.kind === 'text') {
    display.raw(`\nThe trained model writes\n${evaluation.sample.replace(/^/gm, '  ')}`);
  }
  if (evaluation?.kind === 'classes') {
    const { accuracy, correct, rows, loss } = evaluation;
    display.raw(
      `\nHeld-out accuracy ${(100 * accuracy).toFixed(1)} % (${correct} of ${rows}), loss ${loss.toFixed(4)}`,
    );
  }
  const how = expected ? 'as expected' : 'NOT as expected';
  display.raw(`\nTask ${task.status.type.toLowerCase()} after ${(seconds.ended ?? 0).toFixed(1)} s, ${how}`);
}

/** One line per checker and attempt. */
function replayLines(replays: readonly Replay[]): string[] {
  const lines = new Map<string, string[]>();
  for (const { attempt, by, interval, ok } of replays) {
    const key = `attempt ${attempt}, ${by}`;
    lines.set(key, [...(lines.get(key) ?? []), ok ? String(interval) : `${interval} DIFFERENT`]);
  }
  return [...lines].map(([key, intervals]) => `${key.padEnd(26)} intervals ${intervals.join(', ')}`);
}
