import { h256, option, struct } from '../scale/composites.ts';
import { u8, u16, u32 } from '../scale/primitives.ts';
import type { Of } from '../scale/shape.ts';
import { variant } from '../scale/variants.ts';
import { hashes, leafBytes, merklePath, programRecord, registerFile, registerFiles } from './move.ts';

export const side = variant(['pallet_disputes', 'Side'], { Challenger: null, Defender: null });
export type Side = Of<typeof side>;
export type SideName = Side['type'];

/** The one step in question: its start is agreed, its end and its operators are claimed. */
export const disputedStep = struct(['pallet_disputes', 'DisputedStep'], {
  step: u32,
  /** State root before the step. */
  start: h256,
  /** State root after it. */
  end: h256,
  /** Root of the list of all node output roots. */
  operators: h256,
});
export type DisputedStep = Of<typeof disputedStep>;

/** A node of a tree that the defender claims and the challenger denies. */
export const cursor = struct(['pallet_disputes', 'Cursor'], {
  /** 0 for leaves. */
  level: u8,
  index: u32,
  hash: h256,
  /** What the defender revealed under it; empty while that is due. */
  revealed: hashes,
});
export type Cursor = Of<typeof cursor>;

/** 4 KiB of what the defender computed in the interval, by step, node and leaf of the node's output. */
export const traceLeaf = struct(['pallet_disputes', 'TraceLeaf'], { step: u32, node: u32, leaf: u32 });
export type TraceLeaf = Of<typeof traceLeaf>;

/** The tensor in question. */
export const subject = variant(['pallet_disputes', 'Subject'], {
  /** Output of a node. `path` leads from `output`, its entry in the list, to the root of the operators. */
  Node: { at: disputedStep, node: u32, output: h256, path: merklePath, record: programRecord },
  /** A state tensor before the first step. */
  Initial: { tensor: u32, record: programRecord },
});
export type Subject = Of<typeof subject>;

export const gamePhase = variant(['pallet_disputes', 'GamePhase'], {
  /** In a tolerant task: the defender lays open all of its own steps `(first, last]`, and the challenger picks one. */
  Trace: {
    first: u32,
    last: u32,
    start: h256,
    end: h256,
    /** Root of the list of its states and operators; none while that is due. */
    root: option(h256),
    /** What the challenger was not served and the defender has to show. */
    owed: option(traceLeaf),
    /** How much was demanded so far. */
    demands: u16,
    /** What was shown last. */
    shown: option(leafBytes),
  },
  /** Steps `(first, last]`: the state before is agreed, the one after denied. */
  States: { first: u32, last: u32, start: h256, end: h256, revealed: hashes },
  /** One step is left; the defender owes the root of its operators. */
  Operators: { step: u32, start: h256, end: h256 },
  /** The challenger says where the step is wrong. */
  Branch: { at: disputedStep },
  /** Down the list of node output roots; `path` leads from the cursor to the root. */
  OperatorTree: { at: disputedStep, cursor, path: merklePath },
  /** Down the end state, after the operators were agreed. */
  EndTree: { at: disputedStep, cursor },
  /** One tensor of the end state is denied. */
  EndState: { at: disputedStep, tensor: u32, root: h256 },
  /** One node is denied; its record is due. */
  Operator: { at: disputedStep, node: u32, output: h256, path: merklePath },
  /** A node that only names a tensor; the opening of that tensor is due. */
  Source: { subject },
  /** Down the list of the tensors of the initial state. */
  InitialTree: { cursor },
  /** One tensor of the initial state is denied; its record is due. */
  InitialTensor: { tensor: u32, root: h256 },
  /** Down the leaves of the tensor. */
  OutputTree: { subject, cursor },
  /** One leaf is denied: the defender owes its bytes, then the challenger the element. */
  Leaf: { subject, leaf: u32, hash: h256, bytes: option(leafBytes) },
  /** Instructions `(first, last]` of the element program. */
  Registers: {
    subject,
    element: u32,
    /** Bits of the element as the defender has them. */
    claimed: u32,
    first: u32,
    last: u32,
    /** Registers after `first` instructions; agreed. */
    before: registerFile,
    /** Registers after `last` instructions; denied. None at first: then `r0` must be the element. */
    after: option(registerFile),
    revealed: registerFiles,
  },
  /** One instruction is left; the chain computes it from opened operands. */
  Proof: {
    subject,
    element: u32,
    claimed: u32,
    instruction: u32,
    before: registerFile,
    /** None for a program of one instruction: then only `r0` is claimed. */
    after: option(registerFile),
  },
  /** In a tolerant task: instructions `(first, last]` of the bounded element program, as the challenger ran it. */
  Claim: {
    subject,
    element: u32,
    /** Bits of the element as the defender committed to it. */
    committed: u32,
    first: u32,
    last: u32,
    /** Registers after `first` instructions; agreed. */
    before: registerFile,
    /** Registers after `last` instructions; denied. None at first: then the element must lie outside r0 ± r1. */
    after: option(registerFile),
    revealed: registerFiles,
  },
  /** One instruction of the claim is left; the defender opens its operands and the chain computes it. */
  ClaimProof: { subject, element: u32, instruction: u32, before: registerFile, after: registerFile },
});
export type GamePhase = Of<typeof gamePhase>;
export type GamePhaseName = GamePhase['type'];

/** What decided a game: what the referee computed, or that a side was silent for too long. */
export const judgement = variant(['pallet_disputes', 'Judgement'], {
  EndStateWrong: null,
  EndStateRight: null,
  SourceWrong: null,
  SourceRight: null,
  InitialWrong: null,
  InitialRight: null,
  OperationWrong: null,
  OperationRight: null,
  ElementWrong: null,
  ElementRight: null,
  Conceded: null,
  Silent: null,
  /** Most witnesses were not served the trace of a tolerant interval. */
  Unserved: null,
});
export type Judgement = Of<typeof judgement>['type'];
