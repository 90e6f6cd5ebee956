// Personas of the sandbox through the two contract suites, on one sandbox that they share.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { interviewed, openPersonas, type PersonaRoom } from '../interop/personas';
import { readMatrix, toMatrix } from '../interop/readme';
import type { AnyPersonaId } from '../sandbox/persona';
import { describeClientAuthentication } from './client-authentication.contract';
import { describeFhirRelease } from './fhir-release.contract';

export function describePartners(ids: readonly AnyPersonaId[]): void {
  let room: PersonaRoom;
  const rows = new Map<AnyPersonaId, string>();

  beforeAll(async () => {
    room = await openPersonas(ids);
  }, 60_000);
  afterAll(() => room.close());

  describe('a FHIR server', () => {
    for (const id of ids) describeFhirRelease(id, () => room, rows);

    it('README’s matrix says what these answers make: npm run interop -- --personas writes it', () => {
      const made = ids.map((id) => rows.get(id) ?? id);
      const written = readMatrix().split('\n');
      for (const row of made) expect(written).toContain(row);
      if (ids.length === interviewed.length) expect(written.join('\n')).toBe(toMatrix(made));
    });
  });

  describe('a client of', () => {
    for (const id of ids) describeClientAuthentication(id, () => room);
  });
}
