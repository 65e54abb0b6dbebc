import type { ProgramClaims, RecordSource } from '../graph/check-record.ts';
import { decodeHeader, decodeNode, decodeState } from '../graph/codec.ts';
import { nodeRecord, stateRecord } from '../graph/program.ts';

/** A program by its records, each decoded when it is looked at. */
export function recordSource(claims: ProgramClaims, record: (index: number) => Uint8Array): RecordSource {
  return {
    claims,
    header: () => decodeHeader(record(0)),
    state: (tensor) => decodeState(record(stateRecord(tensor)), stateRecord(tensor)),
    node(index) {
      const at = nodeRecord(claims.stateCount, index);
      return decodeNode(record(at), at);
    },
  };
}
