import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChainedRow, chainStart, createChainKey, verifyChain } from '../../../api/audit/chain';
import { noLaterColumns, toChain } from '../../support/audit-rows';

const key = createChainKey(new Uint8Array(32).fill(1));
const foreignKey = createChainKey(new Uint8Array(32).fill(2));

const chainOf = (length: number, by = key, tid = 't') => toChain(length, by, { tid });
const headOf = (rows: readonly ChainedRow[]) => ({ seq: rows.length, hash: rows.at(-1)?.hash ?? chainStart });
const anyPlace = fc.record({ length: fc.integer({ min: 2, max: 40 }), at: fc.nat() });

/** Whatever is done to a chain at any place is found; `tamper` gets a copy and an index. */
function expectFound(tamper: (rows: ChainedRow[], at: number) => ChainedRow[], isLateAllowed = false) {
  fc.assert(
    fc.property(anyPlace, ({ length, at }) => {
      const rows = chainOf(length);
      const place = at % length;
      const verdict = verifyChain(tamper([...rows], place), headOf(rows), key);
      expect(verdict.isWhole).toBe(false);
      if (!verdict.isWhole && !isLateAllowed) expect(verdict.seq).toBeLessThanOrEqual(place + 2);
    }),
    { numRuns: 100, seed: 20261122 },
  );
}

describe('T32: the chain', () => {
  it('is whole when nobody touched it, also when empty', () => {
    const rows = chainOf(30);
    expect(verifyChain(rows, headOf(rows), key)).toEqual({ isWhole: true, rows: 30 });
    expect(verifyChain([], { seq: 0, hash: chainStart }, key)).toEqual({ isWhole: true, rows: 0 });
  });

  const columns = [
    'at',
    'operation',
    'outcome',
    'person_oid',
    'person_name',
    'role',
    'request_id',
    'objects',
    'patients',
    'team_id',
    'channel_id',
    'tid',
    'id',
    'hash',
    'prev_hash',
    'client_ip',
    'agent_hash',
    'person_username',
    'azp',
    'uti',
    'ehr',
    'change',
  ] as const;
  it.each(columns)('finds a changed %s', (column) => {
    expectFound((rows, at) =>
      rows.map((row, index) => (index === at ? { ...row, [column]: `${row[column]}x` } : row)),
    );
  });

  it('finds null made into text, and text into null', () => {
    expectFound((rows, at) => rows.map((row, index) => (index === at ? { ...row, query: '' } : row)));
    expectFound((rows, at) => rows.map((row, index) => (index === at ? { ...row, reason: 'null' } : row)));
  });

  it('finds a changed grade of the outcome', () => {
    expectFound((rows, at) => rows.map((row, index) => (index === at ? { ...row, outcome_code: 4 } : row)));
  });

  it('rows of the first form still verify beside later ones, and take nothing of the later form', () => {
    const first = toChain(5, key, { form: 1, ...noLaterColumns });
    expect(verifyChain(first, headOf(first), key)).toEqual({ isWhole: true, rows: 5 });
    // As the first version hashed it: kept here, so that no later change makes old logs unreadable.
    expect(first[0]?.hash).toBe('vMmcqRbYntFryUE-DoJgo5aM49t27icTU2N0HqTWgRE');
    const filled = first.map((row, index) => (index === 2 ? { ...row, client_ip: '10.9.9.9' } : row));
    expect(verifyChain(filled, headOf(first), key)).toMatchObject({ seq: 3, fault: 'altered' });
    const later = chainOf(5);
    const passedOff = later.map((row, index) => (index === 1 ? { ...row, form: 1, ...noLaterColumns } : row));
    expect(verifyChain(passedOff, headOf(later), key)).toMatchObject({ seq: 2, fault: 'altered' });
  });

  it('finds a deleted row', () => expectFound((rows, at) => rows.filter((_, index) => index !== at)));

  it('finds a deleted row with the rest renumbered', () => {
    expectFound((rows, at) =>
      rows.filter((_, index) => index !== at).map((row, index) => ({ ...row, seq: index + 1 })),
    );
  });

  it('finds an inserted row', () => {
    expectFound((rows, at) => {
      const copy = rows[at];
      return copy ? [...rows.slice(0, at), copy, ...rows.slice(at)] : [];
    });
  });

  it('finds two swapped rows', () => {
    expectFound((rows, at) => {
      const other = (at + 1) % rows.length;
      return rows.map((row, index) => (index === at ? rows[other] : index === other ? rows[at] : row) ?? row);
    });
  });

  it('finds a row of another time line: the database was put back, went on otherwise, and one row was carried over', () => {
    fc.assert(
      fc.property(anyPlace, ({ length, at }) => {
        const rows = chainOf(length + 1);
        const place = at % length;
        const mixed = rows.map((row, index) => {
          if (index !== place) return row;
          // Both time lines share the rows before it, and the key.
          const { hash: _hash, ...carried } = { ...row, reason: 'another time' };
          return { ...carried, hash: key.hash(carried) };
        });
        expect(verifyChain(mixed, headOf(rows), key)).toEqual({
          isWhole: false,
          seq: place + 2,
          fault: 'broken_link',
        });
      }),
      { numRuns: 50, seed: 20261126 },
    );
  });

  it('finds a cut tail', () => expectFound((rows, at) => rows.slice(0, at), true));

  it('finds a tail that was cut and written anew without the key', () => {
    expectFound((rows, at) => [...rows.slice(0, at), ...chainOf(rows.length, foreignKey).slice(at)]);
  });

  it('finds the rows of another tenant', () => {
    const rows = chainOf(10);
    const foreign = chainOf(10, key, 'other');
    expect(verifyChain([...rows.slice(0, 5), ...foreign.slice(5)], headOf(rows), key).isWhole).toBe(false);
  });

  it('finds a restored old copy by a head that was kept elsewhere', () => {
    const rows = chainOf(10);
    expect(verifyChain(rows.slice(0, 8), headOf(rows), key)).toMatchObject({ fault: 'truncated', seq: 9 });
  });
});
