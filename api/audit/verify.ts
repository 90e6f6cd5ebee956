// Is a tenant's log whole? Walks its rows once and names the first place that is not as it was written, and what is wrong there.
// Knows no database: who calls brings the rows page by page.

import { findEra, type KeyEra } from './audit-keys';
import {
  type ChainedRow,
  type ChainFault,
  type ChainPlace,
  chainBegin,
  createChainWalk,
  isPlace,
} from './chain';
import { type Checkpoint, findCheckpointFault, isSegmentSigned, type Segment } from './checkpoint';

export type AuditFault =
  | ChainFault
  /** A row is not the one that a checkpoint was signed over. */
  | 'checkpoint_mismatch'
  | 'checkpoint_forged'
  | 'checkpoint_missing'
  /** Rows are gone, and what stands in their place was not signed by us. */
  | 'segment_forged'
  /** The tenant's head, from which the next row goes on, is not at the last row. */
  | 'head'
  /** The index of patients does not say what the row says. */
  | 'index'
  /** Recorded before the row before it: somebody put the clock back. */
  | 'clock_back';

export type AuditVerdict =
  | { readonly isWhole: true; readonly rows: number; readonly last: ChainPlace }
  | { readonly isWhole: false; readonly seq: number; readonly fault: AuditFault };

export interface VerifyParts {
  readonly tid: string;
  /** In order of seq, from the place that `since` names, else from the first that is kept. */
  readonly rows: AsyncIterable<readonly ChainedRow[]>;
  /** As it was when the rows had been read to their end. */
  readonly getHead: () => ChainPlace;
  /** Of the database, by number. */
  readonly checkpoints: readonly Checkpoint[];
  /** Of a file outside of the database. */
  readonly published: readonly Checkpoint[];
  readonly segments: readonly Segment[];
  readonly isSinceCheckpoint: boolean;
  /** From the oldest on; the last one goes on. */
  readonly eras: readonly KeyEra[];
  /** The first of these rows whose patients are not what the index says. */
  readonly findIndexFault: (rows: readonly ChainedRow[]) => Promise<number | undefined>;
}

/** Clocks of several instances differ by so much, and are set right by so much. */
const clockToleranceMs = 60_000;

export async function verifyLog(parts: VerifyParts): Promise<AuditVerdict> {
  const published = parts.published.filter(({ tid }) => tid === parts.tid);
  const from = toStart(parts);
  if ('fault' in from) return from;
  const found = await walkRows(parts, from);
  const inRows = 'fault' in found.verdict ? found.verdict : undefined;
  const ofCheckpoints = findCheckpointFault(
    parts.checkpoints,
    published,
    (number) => findEra(parts.eras, 'checkpoint', number).signer,
  );
  // What is wrong with the rows says more than what is wrong with a checkpoint over them; a clock put back says least.
  if (inRows) return inRows;
  const beyond = [...parts.checkpoints, ...published].find(({ seq }) => seq > found.place.seq);
  if (ofCheckpoints?.fault === 'checkpoint_forged') return { isWhole: false, ...ofCheckpoints };
  const head = parts.getHead();
  if (beyond || head.seq > found.place.seq) {
    return { isWhole: false, seq: found.place.seq + 1, fault: 'truncated' };
  }
  if (!isPlace(found.place, head)) return { isWhole: false, seq: head.seq + 1, fault: 'head' };
  if (ofCheckpoints) return { isWhole: false, ...ofCheckpoints };
  if (found.clockBack !== undefined) return { isWhole: false, seq: found.clockBack, fault: 'clock_back' };
  return found.verdict;
}

function toStart(parts: VerifyParts): ChainPlace | Extract<AuditVerdict, { isWhole: false }> {
  const last = parts.checkpoints.at(-1);
  if (parts.isSinceCheckpoint && last) return { seq: last.seq, hash: last.head };
  let place = chainBegin;
  for (const segment of parts.segments) {
    const isNext = segment.first_seq === place.seq + 1 && segment.last_seq >= segment.first_seq;
    if (!isNext || !isSegmentSigned(segment, findEra(parts.eras, 'segment', segment.number).signer)) {
      return { isWhole: false, seq: segment.first_seq, fault: 'segment_forged' };
    }
    place = { seq: segment.last_seq, hash: segment.head };
  }
  return place;
}

interface Walked {
  readonly verdict: AuditVerdict;
  readonly place: ChainPlace;
  readonly clockBack: number | undefined;
}

async function walkRows(parts: VerifyParts, from: ChainPlace): Promise<Walked> {
  const walk = createChainWalk((seq) => findEra(parts.eras, 'seq', seq).chainKey, from);
  const signed = new Map(parts.checkpoints.map(({ seq, head }) => [seq, head]));
  let clockBack: number | undefined;
  let before = Number.NEGATIVE_INFINITY;
  const broken = (seq: number, fault: AuditFault): Walked => ({
    verdict: { isWhole: false, seq, fault },
    place: walk.place(),
    clockBack,
  });
  for await (const page of parts.rows) {
    for (const row of page) {
      const fault = walk.next(row);
      const { seq } = walk.place();
      if (fault) return broken(seq, fault);
      if ((signed.get(seq) ?? row.hash) !== row.hash) return broken(seq, 'checkpoint_mismatch');
      const at = Date.parse(row.at);
      if (at < before - clockToleranceMs) clockBack ??= seq;
      before = Math.max(before, at);
    }
    const inIndex = await parts.findIndexFault(page);
    if (inIndex !== undefined) return broken(inIndex, 'index');
  }
  const place = walk.place();
  return { verdict: { isWhole: true, rows: place.seq - from.seq, last: place }, place, clockBack };
}
