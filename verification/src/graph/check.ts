import { toHex } from '../hash/hex.ts';
import { blobRoot } from '../merkle/blob.ts';
import { nodeUnits } from '../operators/registry.ts';
import { isCanonical } from '../trace/tensor.ts';
import { Budget } from './budget.ts';
import { checkRecord, type ProgramClaims, type RecordSource } from './check-record.ts';
import { encodeHeader, encodeNode, encodeState } from './codec.ts';
import { GraphError } from './errors.ts';
import { nodeRecord, stateRecord } from './program.ts';
import { elementCount, showShape } from './shape.ts';
import type { GraphNode, Program, StateTensor } from './types.ts';

/**
 * Whether a program means something, record by record, as `checkRecord` says of each; whether its constants are there;
 * and whether it is too much in all. Throws `GraphError` with the index of the first record at fault: header, then
 * nodes, then state tensors (whose `next` points at nodes). `claims` is what a task says of the program.
 */
export function checkProgram(program: Program, claims?: ProgramClaims): void {
  const { states, nodes, header } = program;
  const source = sourceOf(program, claims ?? { ...header, ...countsOf(program) });
  const budget = new Budget();
  checkRecord(source, 0);
  nodes.forEach((node, index) => {
    const record = nodeRecord(states.length, index);
    checkRecord(source, record);
    budget.take(elementCount(node.shape), nodeUnits(node), record);
    checkConstant(program, node, record);
  });
  states.forEach((state, index) => {
    checkRecord(source, stateRecord(index));
    budget.take(elementCount(state.shape), 0n, stateRecord(index));
  });
}

function countsOf({ states, nodes }: Program): Pick<ProgramClaims, 'stateCount' | 'nodeCount'> {
  return { stateCount: states.length, nodeCount: nodes.length };
}

/** A program in memory as records; what could not be written as a record cannot be read as one either. */
function sourceOf({ header, states, nodes }: Program, claims: ProgramClaims): RecordSource {
  return {
    claims,
    header() {
      encodeHeader(header);
      return header;
    },
    state(tensor) {
      const state = states[tensor] as StateTensor;
      encodeState(state, stateRecord(tensor));
      return state;
    },
    node(index) {
      const node = nodes[index] as GraphNode;
      encodeNode(node, nodeRecord(states.length, index));
      return node;
    },
  };
}

/** What only the program's file shows: the constants that its records name by their roots. */
function checkConstant({ constants }: Program, { operator, shape }: GraphNode, record: number): void {
  if (operator.type !== 'constant') return;
  const root = toHex(operator.value.root);
  const bytes = constants.get(root);
  const needed = 4 * elementCount(shape);
  if (bytes === undefined || bytes.length !== needed || toHex(blobRoot(bytes)) !== root) {
    throw new GraphError(
      'ConstantMissing',
      record,
      `No constant with root ${root} and the ${needed} bytes of ${showShape(shape)} is in the program.`,
    );
  }
  // Outputs are hashed with canonical NaNs, so no executor could show such a constant under its root.
  if (!isCanonical(bytes)) {
    throw new GraphError('StrayNan', record, 'The constant holds a NaN other than 0x7fc00000.');
  }
}
