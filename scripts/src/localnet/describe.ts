import type { ChainEvent } from '@plumbline/worker/chain/events';
import { formatBalance } from './units.ts';

/** Names for accounts, by public key in hex. */
export type NameOf = (account: unknown) => string;

type Fields = ChainEvent['fields'];
type Describe = (fields: Fields, nameOf: NameOf) => string;

const money = (amount: unknown): string => formatBalance(BigInt(String(amount)));
const short = (root: unknown): string => `${String(root).slice(0, 10)}…`;
const kind = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'type' in value ? String(value.type) : String(value);

/** What each event of the project's pallets says to a person; events that are missing here say nothing. */
const DESCRIPTIONS: Readonly<Record<string, Describe>> = {
  'tasks.Submitted': ({ task, submitter, escrow }, nameOf) =>
    `task ${task} submitted by ${nameOf(submitter)}; ${money(escrow)} in escrow`,
  'tasks.ProfilerDrawn': ({ profiler }, nameOf) => `${nameOf(profiler)} drawn to profile it`,
  'tasks.Profiled': ({ profiler, report }, nameOf) => `profiled by ${nameOf(profiler)}: ${kind(report)}`,
  'tasks.Opened': ({ attempt }) => `open to Solvers (attempt ${Number(attempt) + 1})`,
  'tasks.Assigned': ({ solver }, nameOf) => `assigned to ${nameOf(solver)}`,
  'tasks.Started': ({ solver }, nameOf) => `${nameOf(solver)} started training`,
  'tasks.Progress': ({ checkpoint, root }) => `checkpoint ${checkpoint} posted: ${short(root)}`,
  'tasks.Completed': ({ proofRoot, proof_root }) =>
    `training proved: proof root ${short(proofRoot ?? proof_root)}`,
  'tasks.VerifiersDrawn': ({ verifiers }, nameOf) =>
    `Verifiers drawn: ${Array.isArray(verifiers) ? verifiers.map(nameOf).join(', ') : ''}`,
  'tasks.VerdictCommitted': ({ verifier }, nameOf) => `${nameOf(verifier)} committed to a verdict`,
  'tasks.VerdictRevealed': ({ verifier, verdict }, nameOf) =>
    `${nameOf(verifier)} revealed: ${describeVerdict(verdict)}`,
  'tasks.Accepted': () => 'accepted by the Verifiers; open to challenges',
  'tasks.Disputed': () => 'disputed',
  'tasks.Resumed': () => 'goes on where it was',
  'tasks.Reopened': ({ attempt }) => `opens again, attempt ${Number(attempt) + 1}`,
  'tasks.Settled': () => 'settled',
  'tasks.Cancelled': () => 'cancelled',
  'tasks.Rejected': () => 'rejected',
  'tasks.Expired': () => 'expired',
  'tasks.Paid': ({ who, amount, reason }, nameOf) => `  ${nameOf(who)} +${money(amount)} (${kind(reason)})`,
  'tasks.Refunded': ({ who, amount }, nameOf) => `  ${nameOf(who)} gets ${money(amount)} back`,
  'tasks.Slashed': ({ who, amount, reason }, nameOf) =>
    `  ${nameOf(who)} slashed ${money(amount)} (${kind(reason)})`,
  'disputes.Opened': ({ dispute, challenger, defender, interval }, nameOf) =>
    `dispute ${dispute}: ${nameOf(challenger)} denies interval ${interval} of ${nameOf(defender)}`,
  'disputes.Moved': ({ round, side, phase }) =>
    `  move ${round} by the ${kind(side).toLowerCase()} → ${kind(phase)}`,
  'disputes.Judged': ({ winner, reason }) =>
    `dispute judged: the ${kind(winner).toLowerCase()} wins (${kind(reason)})`,
};

function describeVerdict(verdict: unknown): string {
  if (typeof verdict !== 'object' || verdict === null) return String(verdict);
  return JSON.stringify(verdict) === '{}'
    ? ''
    : `${kind(verdict)} ${JSON.stringify((verdict as { value?: unknown }).value)}`;
}

/** One line about an event of the chain, or undefined for those that a person need not see. */
export function describe({ pallet, name, fields }: ChainEvent, nameOf: NameOf): string | undefined {
  return DESCRIPTIONS[`${pallet}.${name}`]?.(fields, nameOf);
}
