/** What the pallet refuses, and what to do about it. */
export const CALL_ERRORS = {
  UnknownDispute: 'There is no such dispute, or it has been judged.',
  WrongRound: 'The dispute is in another round; read it and choose the move again.',
  NotParty: 'Only challenger and defender play.',
  NotDue: 'The deadline of the move has not passed.',
  TranscriptEmpty: 'The transcript holds no move; post what was played.',
  TranscriptTooLong: 'A transcript has at most 64 KiB; post the first part of it, and then the rest.',
  BadSignature:
    'A move is not signed by the side whose turn it is for this dispute, its round and the moves before it; post what follows on the move that the chain has last.',
  AfterVerdict: 'A move comes after the verdict; leave it out.',
  AlreadyChallenging: 'The account has a challenge of this task already; wait until that is judged.',
  TooManyChallenges: 'As many challenges as can wait for this task do; try again when the dispute is over.',
  DefenceOpen: 'The Solver was silent too long; the game goes on when a Verifier has taken over the defence.',
  DefenceNotOpen: 'Nobody is looked for to defend: the defender has time left, or another has taken over.',
  NotAccepted: 'Only a Verifier that accepted the work of this attempt may defend it.',
  NotChecked:
    'Leaves are demanded while the work is verified or open to challenges; before a Solver has started, only those of the files.',
  MayNotDemand:
    'Verifiers drawn for the attempt may demand, and Whistleblowers with the minimum stake and no other part in the task; the files also profilers that have not committed yet, and the Solver that was drawn before it starts.',
  TooManyDemands: 'As many leaves of this task as can be demanded at a time are; wait until one is shown.',
  DemandedAlready: 'This leaf has been demanded already; wait until it is shown.',
  NotDemanded: 'Nobody has demanded this leaf in this attempt, or it has been shown.',
  NotLaidOpen:
    'Only the trace of a tolerant interval that the Solver has committed to on chain can be reported as not served; post the moves that were played off chain first.',
  WitnessesCalled:
    'Witnesses are called once in a dispute: fetch the trace from those that have it, or demand leaves of it on chain.',
  WitnessesAtWork: 'The dispute goes on when its witnesses have said whether the trace is served.',
  NotWitness: 'The account was not drawn to find out whether the trace of this dispute is served.',
  NotWitnessing: 'The witnesses of this dispute commit first, and reveal when all have.',
  AlreadyWitnessed: 'The account has committed to or revealed what it found already.',
  WitnessMismatch: 'What was found, salt and account do not hash to the commitment.',
  NotDeniable:
    'What profilers found is denied once they have reported and before a Solver starts, and not while that is being played; read the status of the task.',
  NothingToDeny: 'No profiler has reported what would be denied by this, or only this account has.',
  MayNotDeny:
    'What a program takes is denied by the Solver that was drawn; before that by profilers that found something else, by the Submitter, and by Whistleblowers with the minimum stake and no other part in the task. Nobody who has lost about it denies it again.',
  RecordSound: 'The record is well-formed, with all that it names: it shows nothing.',
  RecordMalformed: 'The record is not well-formed, as the profilers say.',
  NotRegistered: 'Only accounts registered as Whistleblower may challenge; call stakes.register first.',
  StakeTooLow: "The Whistleblower's stake is below the minimum; call stakes.bondMore first.",
} as const;

/** Moves that the rules of the pinpoint game do not allow; they change nothing and the clock goes on. */
export const MOVE_ERRORS = {
  NotYourTurn: "It is the other side's move.",
  WrongMove: 'This is not a move of this phase.',
  WrongCount: 'The move reveals or opens more or less than is due.',
  OutOfRange: 'What was picked does not exist.',
  EndNotRepeated: 'The last thing revealed is not the one that was claimed; it has to be repeated.',
  NotOutside: 'The committed element lies within the bound claimed; that denies nothing.',
  DoesNotCombine: 'The children do not combine to the node that was claimed.',
  WrongLeaf: 'The bytes are not the leaf that was claimed.',
  NonCanonicalNan: 'Tensors and registers hold no other NaN than 0x7fc00000.',
  WrongOpening: 'What was opened does not lead to the root that was agreed.',
  MalformedRecord: 'The record of the program is not well-formed.',
  NoSuchInterval: 'The task does not have so many intervals.',
} as const;
