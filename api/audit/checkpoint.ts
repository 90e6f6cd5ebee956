// The signed form of a checkpoint ("so far the log of this tenant reaches, and this is its last hash") and of a closed segment
// ("the rows up to here were purged"), and what is wrong with a series of checkpoints. Pure; knows no database.
import { z } from 'zod';
import type { AuditCheckpointsTable, AuditSegmentsTable } from '../store/schema';
import type { SignatureCheck, Signer } from './signer';

export type Checkpoint = Readonly<AuditCheckpointsTable>;
export type Segment = Readonly<AuditSegmentsTable>;

/** What `prev` of a tenant's first checkpoint says. */
export const firstPrev = 'start';

export function toSignedCheckpoint(
  parts: Omit<Checkpoint, 'key_id' | 'signature'>,
  signer: Signer,
): Checkpoint {
  const unsigned = { ...parts, key_id: signer.keyId };
  return { ...unsigned, signature: signer.sign(toCheckpointText(unsigned)) };
}

export function toSignedSegment(parts: Omit<Segment, 'key_id' | 'signature'>, signer: Signer): Segment {
  const unsigned = { ...parts, key_id: signer.keyId };
  return { ...unsigned, signature: signer.sign(toSegmentText(unsigned)) };
}

export function isSegmentSigned(segment: Segment, signer: SignatureCheck): boolean {
  return segment.key_id === signer.keyId && signer.isSigned(toSegmentText(segment), segment.signature);
}

function toCheckpointText(checkpoint: Omit<Checkpoint, 'signature'>): string {
  const { tid, number, at, key_id, seq, head, prev } = checkpoint;
  return JSON.stringify(['checkpoint', tid, number, at, key_id, seq, head, prev]);
}

function toSegmentText(segment: Omit<Segment, 'signature'>): string {
  const { tid, number, at, key_id, first_seq, last_seq, head } = segment;
  return JSON.stringify(['segment', tid, number, at, key_id, first_seq, last_seq, head]);
}

export interface CheckpointFault {
  /** Of the row that the checkpoint stands at, or should. */
  readonly seq: number;
  readonly fault: 'checkpoint_forged' | 'checkpoint_missing';
}

/**
 * `kept` as the database has them, by number; `published` as a file outside of it does, or nothing. `findSigner`: who signed the
 * one of a number.
 */
export function findCheckpointFault(
  kept: readonly Checkpoint[],
  published: readonly Checkpoint[],
  findSigner: (number: number) => SignatureCheck,
): CheckpointFault | undefined {
  let prev = firstPrev;
  let seq = 0;
  for (const [index, checkpoint] of kept.entries()) {
    if (checkpoint.number !== index + 1) return { seq, fault: 'checkpoint_missing' };
    const isRight =
      isSigned(checkpoint, findSigner(checkpoint.number)) && checkpoint.prev === prev && checkpoint.seq > seq;
    if (!isRight) return { seq: checkpoint.seq, fault: 'checkpoint_forged' };
    prev = checkpoint.signature;
    seq = checkpoint.seq;
  }
  for (const checkpoint of published) {
    if (!isSigned(checkpoint, findSigner(checkpoint.number)))
      return { seq: checkpoint.seq, fault: 'checkpoint_forged' };
    const ours = kept[checkpoint.number - 1];
    if (ours?.signature !== checkpoint.signature) return { seq: checkpoint.seq, fault: 'checkpoint_missing' };
  }
  return undefined;
}

function isSigned(checkpoint: Checkpoint, signer: SignatureCheck): boolean {
  return (
    checkpoint.key_id === signer.keyId && signer.isSigned(toCheckpointText(checkpoint), checkpoint.signature)
  );
}

const line = z.object({
  tid: z.string(),
  number: z.number().int(),
  at: z.string(),
  key_id: z.string(),
  seq: z.number().int(),
  head: z.string(),
  prev: z.string(),
  signature: z.string(),
});

export function toCheckpointLine(checkpoint: Checkpoint): string {
  return `${JSON.stringify(line.parse(checkpoint))}\n`;
}

/** One JSON object a line, as they were published. A line that is none is a sign that somebody wrote into the file: it throws. */
export function readCheckpointLines(text: string): Checkpoint[] {
  return text
    .split('\n')
    .filter((each) => each.trim() !== '')
    .map((each) => line.parse(JSON.parse(each)));
}
