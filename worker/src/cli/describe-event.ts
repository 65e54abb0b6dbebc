import { encodeAddress } from '@polkadot/keyring';
import type { ChainEvent } from '../chain/events.ts';
import { formatAmount } from '../config/amount.ts';

/** Names for accounts, by public key in hex. */
export type NameOf = (account: unknown) => string;

type Fields = ChainEvent['fields'];
type Describe = (fields: Fields, nameOf: NameOf) => string;

/** A balance for people. */
export function money(amount: unknown): string {
  return `${formatAmount(BigInt(String(amount)))} PLMB`;
}

/** The name of an enum value. */
function kind(value: unknown): string {
  return typeof value === 'object' && value !== null && 'type' in value ? String(value.type) : String(value);
}

/** `Fault in interval 3` */
function verdictText(verdict: unknown): string {
  const value =
    typeof verdict === 'object' && verdict !== null && 'value' in verdict ? verdict.value : undefined;
  const interval =
    typeof value === 'object' && value !== null && 'interval' in value ? value.interval : value;
  if (kind(verdict) === 'Distance') return `interval ${String(interval)} is the farthest from its replay`;
  return kind(verdict) === 'Fault' ? `Fault in interval ${String(interval)}` : kind(verdict);
}

const short = (root: unknown): string => `${String(root).slice(0, 10)}…`;
const count = (list: unknown): number => (Array.isArray(list) ? list.length : 0);

/** Both roots of a pair. */
function pairText(roots: unknown): string {
  if (typeof roots !== 'object' || roots === null) return String(roots);
  const [first, second] = Object.values(roots).map(short);
  return first === second ? `${first}` : `${first} or ${second}`;
}

const attemptText = (attempt: unknown): string => `attempt ${Number(attempt) + 1}`;

/** What each event of the project's pallets says to a person; events that are missing here say nothing. */
const DESCRIPTIONS: Readonly<Record<string, Describe>> = {
  'tasks.Submitted': ({ task, who, escrow }, nameOf) =>
    `task ${task} submitted by ${nameOf(who)}; ${money(escrow)} in escrow`,
  'tasks.ProfilerDrawn': ({ who }, nameOf) => `${nameOf(who)} drawn to profile it`,
  'tasks.ProfileRevealed': ({ who, report }, nameOf) => `${nameOf(who)} reports: ${kind(report)}`,
  'tasks.Profiled': ({ report }) => `profiled: ${kind(report)}`,
  'tasks.SecondLook': () => 'others look, because the chain cannot check that',
  'tasks.Opened': ({ attempt }) => `open to Solvers, ${attemptText(attempt)}`,
  'tasks.Assigned': ({ who, seed }, nameOf) => `assigned to ${nameOf(who)}, seed ${short(seed)}`,
  'tasks.Declined': ({ who }, nameOf) => `declined by ${nameOf(who)}`,
  'tasks.Started': () => 'training',
  'tasks.Progress': ({ checkpoint, roots }) => `checkpoint ${checkpoint} posted: ${pairText(roots)}`,
  'tasks.Completed': ({ proofRoots }) => `training done, proof roots ${pairText(proofRoots)}`,
  'tasks.Designated': ({ position }) =>
    `the Solver stands for the ${kind(position).toLowerCase()} of both roots`,
  'tasks.VerifiersDrawn': ({ accounts }, nameOf) =>
    `Verifiers drawn: ${Array.isArray(accounts) ? accounts.map(nameOf).join(', ') : ''}`,
  'tasks.VerdictCommitted': ({ who }, nameOf) => `${nameOf(who)} committed to a verdict`,
  'tasks.RevealStarted': () => 'all verdicts are committed',
  'tasks.VerdictRevealed': ({ who, verdict }, nameOf) => `${nameOf(who)} reveals: ${verdictText(verdict)}`,
  'tasks.ReportCommitted': ({ who, bond }, nameOf) => `${nameOf(who)} reports, for a bond of ${money(bond)}`,
  'tasks.ReportRevealed': ({ who, verdict }, nameOf) => `${nameOf(who)} reports: ${verdictText(verdict)}`,
  'tasks.UnsealStarted': () => 'all verdicts are known; the Solver must reveal its secret',
  'tasks.SecretRevealed': ({ obeyed }) =>
    obeyed === true
      ? 'the secret shows that the Solver obeyed the lottery'
      : 'the Solver DID NOT OBEY the lottery',
  'tasks.ForcedErrorFound': ({ reporters, accused }) =>
    `the roots were altered on purpose: ${count(reporters)} reported it, ${count(accused)} accepted it`,
  'tasks.AlterationProved': ({ checkpoint }) => `checkpoint ${checkpoint} was altered by the rule`,
  'tasks.SecondPass': () => 'the right roots take the place of the altered ones and are verified',
  'tasks.Accepted': ({ until }) => `accepted by the Verifiers; open to challenges until block ${until}`,
  'tasks.Disputed': () => 'disputed',
  'tasks.Resumed': () => 'the dispute found no fault; the task goes on',
  'tasks.Reopened': ({ attempt }) => `opens again, ${attemptText(attempt)}`,
  'tasks.Settled': ({ stateRoot }) => `settled; the model is ${short(stateRoot)}`,
  'tasks.Cancelled': () => 'cancelled',
  'tasks.Rejected': ({ report }) => `rejected: ${kind(report)}`,
  'tasks.Expired': ({ reason }) => `expired: ${kind(reason)}`,
  'tasks.Paid': ({ who, amount, reason }, nameOf) => `  ${nameOf(who)} +${money(amount)} (${kind(reason)})`,
  'tasks.Refunded': ({ who, amount }, nameOf) => `  ${nameOf(who)} gets ${money(amount)} back`,
  'tasks.Slashed': ({ who, amount, reason }, nameOf) =>
    `  ${nameOf(who)} -${money(amount)} (slashed: ${kind(reason)})`,
  'disputes.Opened': ({ dispute, challenger, defender, interval }, nameOf) =>
    `dispute ${dispute}: ${nameOf(challenger)} denies interval ${interval} of ${nameOf(defender)}`,
  'disputes.Moved': ({ round, side, phase }) => `  move ${round}, ${kind(side).toLowerCase()} → ${phase}`,
  'disputes.Waits': ({ challenger, interval }, nameOf) =>
    `${nameOf(challenger)} denies interval ${interval} as well, and waits`,
  'disputes.DefenceOpen': () => 'the Solver was silent; a Verifier may defend its work',
  'disputes.DefenceTaken': ({ who }, nameOf) => `${nameOf(who)} takes over the defence`,
  'disputes.Demanded': ({ who, deadline }, nameOf) =>
    `${nameOf(who)} demands a leaf of a checkpoint or a file, until block ${deadline}`,
  'disputes.Supplied': ({ who }, nameOf) => `${nameOf(who)} shows it`,
  'disputes.Withheld': () => 'what was demanded was not shown',
  'disputes.Malformed': ({ who, record }, nameOf) =>
    `${nameOf(who)} shows that record ${record} of the program is not well-formed`,
  'disputes.ProfileRefuted': ({ who, profiler }, nameOf) =>
    `${nameOf(who)} shows that the report of ${nameOf(profiler)} is wrong`,
  'disputes.Denied': ({ who, defender }, nameOf) =>
    `${nameOf(who)} denies what ${nameOf(defender)} says that a step takes`,
  'disputes.Tallied': ({ side, phase }) => `  ${kind(side).toLowerCase()} → ${kind(phase)}`,
  'disputes.TallyJudged': ({ winner }) =>
    `what a step takes is judged: the ${kind(winner).toLowerCase()} wins`,
  'disputes.Judged': ({ winner, reason }) =>
    `dispute judged: the ${kind(winner).toLowerCase()} wins (${kind(reason)})`,
};

/** The account's address. */
export const addressOf: NameOf = (account) =>
  typeof account === 'string' ? encodeAddress(account) : String(account);

/** Picks the events that are about one task, its disputes among them, from all that a chain says. */
export function eventsAbout(task: number): (event: ChainEvent) => boolean {
  const disputes = new Set<unknown>();
  return ({ pallet, fields }) => {
    if (pallet !== 'tasks' && pallet !== 'disputes') return false;
    if (pallet === 'disputes' && fields.task === task) disputes.add(fields.dispute);
    return fields.task === task || (pallet === 'disputes' && disputes.has(fields.dispute));
  };
}

/** One line about an event of the chain, or undefined for those that a person need not see. */
export function describe({ pallet, name, fields }: ChainEvent, nameOf: NameOf): string | undefined {
  return DESCRIPTIONS[`${pallet}.${name}`]?.(fields, nameOf);
}
