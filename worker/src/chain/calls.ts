import {
  type DemandedLeaf,
  demandedLeaf,
  type SuppliedLeaf,
  suppliedLeaf,
} from '@plumbline/runtime-types/domain/demand';
import {
  type AlterationOpening,
  alterationOpening,
  type Move,
  move,
} from '@plumbline/runtime-types/domain/move';
import type { Peer, RoleName } from '@plumbline/runtime-types/domain/roles';
import {
  type RecordOpening,
  recordOpening,
  type TallyMove,
  tallyMove,
} from '@plumbline/runtime-types/domain/tally';
import {
  type ProfileReport,
  profileReport,
  type RootPair,
  rootPair,
  type Verdict,
  verdict,
} from '@plumbline/runtime-types/domain/task';
import { type TaskSpec, taskSpec } from '@plumbline/runtime-types/domain/task-spec';
import { type SignedMove, signedMove } from '@plumbline/runtime-types/domain/transcript';
import type {} from '@plumbline/runtime-types/generated/augment-api';
import type { Shape } from '@plumbline/runtime-types/scale/shape';
import type { PositionName } from '@plumbline/verification/forced/lottery';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import type { ApiPromise } from '@polkadot/api';
import type { PeerBinding } from '../network/peer-binding.ts';
import type { Call } from './submit.ts';

/** The calls that workers and Submitters make, from plain domain values. */
export type Calls = ReturnType<typeof createCalls>;

export function createCalls(api: ApiPromise) {
  const { stakes, tasks, disputes } = api.tx;
  return {
    register: (as: RoleName, amount: bigint, price: bigint): Call => stakes.register(as, amount, price),
    bondMore: (as: RoleName, amount: bigint): Call => stakes.bondMore(as, amount),
    setPrice: (as: RoleName, price: bigint): Call => stakes.setPrice(as, price),
    setOnline: (as: RoleName, online: boolean): Call => stakes.setOnline(as, online),
    setCapacity: (as: RoleName, capacity: number): Call => stakes.setCapacity(as, capacity),
    heartbeat: (): Call => stakes.heartbeat(),
    unbond: (as: RoleName, amount: bigint): Call => stakes.unbond(as, amount),
    rebond: (as: RoleName, amount: bigint): Call => stakes.rebond(as, amount),
    withdrawUnbonded: (as: RoleName): Call => stakes.withdrawUnbonded(as),
    proposeWorkerKey: (worker: string | undefined): Call => stakes.proposeWorkerKey(worker ?? null),
    acceptWorkerKey: (stash: string): Call => stakes.acceptWorkerKey(stash),
    bindPeer: (
      { peerId, addresses, encryptionKey, expiry }: Peer,
      { publicKey, signature }: PeerBinding,
    ): Call => stakes.bindPeer(peerId, addresses, publicKey, encryptionKey, expiry, signature),
    submit: (spec: TaskSpec): Call => tasks.submit(scale(taskSpec, spec)),
    cancel: (task: number): Call => tasks.cancel(task),
    commitProfile: (task: number, commitment: Hash): Call => tasks.commitProfile(task, commitment),
    revealProfile: (task: number, report: ProfileReport, salt: Uint8Array): Call =>
      tasks.revealProfile(task, scale(profileReport, report), salt),
    decline: (task: number): Call => tasks.decline(task),
    sealKey: (task: number, who: string, key: Uint8Array): Call => tasks.sealKey(task, who, key),
    start: (task: number, commitment: Hash): Call => tasks.start(task, commitment),
    progress: (task: number, checkpoint: number, roots: RootPair, lossBits: number): Call =>
      tasks.progress(task, checkpoint, scale(rootPair, roots), lossBits),
    complete: (task: number, roots: RootPair): Call => tasks.complete(task, scale(rootPair, roots)),
    designate: (task: number, position: PositionName): Call => tasks.designate(task, position),
    revealSecret: (task: number, secret: Hash): Call => tasks.revealSecret(task, secret),
    proveAltered: (task: number, checkpoint: number, opening: AlterationOpening): Call =>
      tasks.proveAltered(task, checkpoint, scale(alterationOpening, opening)),
    commitVerdict: (task: number, commitment: Hash): Call => tasks.commitVerdict(task, commitment),
    revealVerdict: (task: number, said: Verdict, salt: Uint8Array): Call =>
      tasks.revealVerdict(task, scale(verdict, said), salt),
    commitReport: (task: number, commitment: Hash): Call => tasks.commitReport(task, commitment),
    revealReport: (task: number, said: Verdict, salt: Uint8Array): Call =>
      tasks.revealReport(task, scale(verdict, said), salt),
    challenge: (task: number, interval: number): Call => disputes.challenge(task, interval),
    play: (dispute: number, round: number, played: Move): Call =>
      disputes.play(dispute, round, scale(move, played)),
    demand: (task: number, what: DemandedLeaf): Call => disputes.demand(task, scale(demandedLeaf, what)),
    supply: (task: number, what: DemandedLeaf, opening: SuppliedLeaf): Call =>
      disputes.supply(task, scale(demandedLeaf, what), scale(suppliedLeaf, opening)),
    proveMalformed: (task: number, record: number, openings: RecordOpening[]): Call =>
      disputes.proveMalformed(
        task,
        record,
        openings.map((opening) => scale(recordOpening, opening)),
      ),
    refuteMalformed: (task: number, record: number, openings: RecordOpening[]): Call =>
      disputes.refuteMalformed(
        task,
        record,
        openings.map((opening) => scale(recordOpening, opening)),
      ),
    denyProfile: (task: number): Call => disputes.denyProfile(task),
    playTally: (task: number, played: TallyMove): Call => disputes.playTally(task, scale(tallyMove, played)),
    reportUnserved: (dispute: number): Call => disputes.reportUnserved(dispute),
    commitWitness: (dispute: number, commitment: Hash): Call => disputes.commitWitness(dispute, commitment),
    revealWitness: (dispute: number, served: boolean, salt: Uint8Array): Call =>
      disputes.revealWitness(dispute, served, salt),
    takeDefence: (dispute: number): Call => disputes.takeDefence(dispute),
    postTranscript: (dispute: number, moves: SignedMove[]): Call =>
      disputes.postTranscript(
        dispute,
        moves.map((signed) => scale(signedMove, signed)),
      ),
  };
}

/** SCALE bytes, which polkadot.js takes for any type. */
function scale<T>(shape: Shape<T>, value: T): Uint8Array {
  return shape.codec.enc(value);
}
