import { boundedBytes, boundedVec, fixedBytes, h256, struct } from '../scale/composites.ts';
import { u8, u16, u32 } from '../scale/primitives.ts';
import type { Of } from '../scale/shape.ts';
import { variant } from '../scale/variants.ts';
import { MAX_CHILDREN, MAX_LEAF_BYTES, MAX_PATH, MAX_RECORD_BYTES } from './limits.ts';

/** Siblings from the leaf up. */
export const merklePath = boundedVec(h256, MAX_PATH);
/** Up to 16 hashes revealed at once. */
export const hashes = boundedVec(h256, MAX_CHILDREN);
/** Registers r0 … r7 as f32 bits, little-endian. */
export const registerFile = fixedBytes(32);
export const registerFiles = boundedVec(registerFile, MAX_CHILDREN);
export const programRecord = boundedBytes(MAX_RECORD_BYTES);
export const leafBytes = boundedBytes(MAX_LEAF_BYTES);

/** One element of an operand: its tensor opened in the operators of the step, its leaf opened in the tensor. */
export const operandOpening = struct(['pallet_disputes', 'OperandOpening'], {
  /** Root of the tensor; the dataset's for an element of the dataset, with an empty `rootPath`. */
  root: h256,
  rootPath: merklePath,
  leaf: leafBytes,
  leafPath: merklePath,
});
export type OperandOpening = Of<typeof operandOpening>;

/** Shows how one checkpoint was altered: the right leaf, whose siblings are those of the altered one. */
export const alterationOpening = struct(['pallet_tasks', 'AlterationOpening'], {
  /** Which of the places that the secret allows. */
  candidate: u8,
  /** The altered tensor in the program. */
  record: programRecord,
  recordPath: merklePath,
  leaf: leafBytes,
  leafPath: merklePath,
  tensorPath: merklePath,
});
export type AlterationOpening = Of<typeof alterationOpening>;

/** One step of a committed trace: the states before and after it and its operators, opened in the list of all. */
export const pickedStep = struct(['pallet_disputes', 'PickedStep'], {
  step: u32,
  start: h256,
  /** Empty for the first step, whose start is the checkpoint. */
  startPath: merklePath,
  end: h256,
  endPath: merklePath,
  operators: h256,
  operatorsPath: merklePath,
});
export type PickedStep = Of<typeof pickedStep>;

/** A leaf of what a node gave in a step, opened from the root of the whole trace down. */
export const traceOpening = struct(['pallet_disputes', 'TraceOpening'], {
  operators: h256,
  operatorsPath: merklePath,
  /** Root of the node's output. */
  root: h256,
  rootPath: merklePath,
  /** The node's record, whose shape says how many leaves there are. */
  record: programRecord,
  recordPath: merklePath,
  /** Empty, like its path, where there is no such leaf. */
  leaf: leafBytes,
  leafPath: merklePath,
});
export type TraceOpening = Of<typeof traceOpening>;

/** Which tree of the disputed step the challenger goes down. */
export const stepTree = variant(['pallet_disputes', 'StepTree'], { Operators: null, EndState: null });
export type StepTree = Of<typeof stepTree>;

/** A move of the pinpoint game: the defender reveals and commits, the challenger picks, opens and proves. */
export const move = variant(
  ['pallet_disputes', 'Move'],
  {
    RevealStates: { states: hashes },
    CommitOperators: { root: h256 },
    RevealChildren: { children: hashes },
    RevealLeaf: { bytes: leafBytes },
    RevealRegisters: { files: registerFiles },
    Pick: { index: u8 },
    Descend: { tree: stepTree },
    OpenOperator: { record: programRecord, path: merklePath },
    OpenTensor: { record: programRecord, path: merklePath },
    PickElement: { index: u16 },
    ProveEndState: { record: programRecord, recordPath: merklePath, root: h256, rootPath: merklePath },
    ProveSource: { root: h256, path: merklePath },
    ProveOperation: { operands: boundedVec(operandOpening, 2) },
    CommitTrace: { root: h256, path: merklePath },
    PickStep: { picked: pickedStep },
    DemandTrace: { step: u32, node: u32, leaf: u32 },
    ShowTrace: { opening: traceOpening },
    Concede: null,
  },
  {
    docs: {
      RevealStates: ['Defender: state roots at the points that split the disputed steps.'],
      CommitOperators: ['Defender: root of the list of all node output roots of the step.'],
      RevealChildren: [
        'Defender: the nodes four levels down; at the bottom of a list its entries themselves.',
      ],
      RevealLeaf: ['Defender: the leaf of the tensor.'],
      RevealRegisters: [
        'Whoever ran the element program (the defender; in a tolerant task the challenger): register files at the points that split it.',
      ],
      Pick: ['The other side: the first that is wrong.'],
      Descend: ['Challenger: where the step is wrong, in an operator or only in its end state.'],
      OpenOperator: ['Challenger: the record of the node whose output is wrong.'],
      OpenTensor: ['Challenger: the record of the state tensor whose initial value is wrong.'],
      PickElement: ['Challenger: the element of the leaf that is wrong.'],
      ProveEndState: ['Challenger: the end state is not the output that the program names.'],
      ProveSource: ['Challenger: the tensor that the node names is another.'],
      CommitTrace: [
        'Defender in a tolerant task: root of the list of the states and operators of all steps of the interval, and the path to its last state.',
      ],
      PickStep: ['Challenger: the step that holds a fault.'],
      DemandTrace: ['Challenger: a leaf of the trace that it was not served.'],
      ShowTrace: ['Defender: that leaf.'],
      Concede: ['Challenger: no step holds a fault; the end is far from the replay by roundings alone.'],
      ProveOperation: ['Whoever denies registers: the operands; the chain computes the operation.'],
    },
  },
);
export type Move = Of<typeof move>;
