// What the product asks of every FHIR server, whatever release and system it is: the same questions for all. What one can't
// do is declared in declared.ts and then asserted.
import { beforeAll, describe, expect, it } from 'vitest';
import { chartTypes } from '../../api/contract/columns';
import { toCells } from '../interop/ask-chart';
import { questionIds } from '../interop/finding';
import type { Interview } from '../interop/interview';
import { type PersonaRoom, toPersonaRow } from '../interop/personas';
import { readSections } from '../interop/subject';
import { cast } from '../sandbox/census/roles';
import { type AnyPersonaId, personas } from '../sandbox/persona';
import { isObject, toObjects } from '../sandbox/resource';
import { findDeclared } from './declared';

/** As the server has it: beside the reference, inside the stay, or in a resource of its own. */
function toPlaceName(id: AnyPersonaId, { sandbox }: PersonaRoom, stay: string, place: unknown): string {
  const { reference = '', display } = isObject(place) ? place : {};
  const records = sandbox.records(id);
  const inside = toObjects(records.find('Encounter', stay)?.contained).find(
    (one) => `#${one.id}` === reference,
  );
  const own = records.find('Location', String(reference).replace('Location/', ''));
  return String(display ?? inside?.name ?? own?.name ?? '');
}

export function describeFhirRelease(
  id: AnyPersonaId,
  getRoom: () => PersonaRoom,
  rows: Map<AnyPersonaId, string>,
): void {
  const ways = findDeclared(id);
  const isRefused = ways.connect !== undefined;

  describe(`${personas[id].name} (${id})`, () => {
    let told: Interview;

    beforeAll(async () => {
      told = await getRoom().ask(id);
      rows.set(id, toPersonaRow(id, told));
    }, 30_000);

    if (isRefused) {
      it('is refused as declared, and nothing more is asked', () => {
        expect(told.findings).toMatchObject([{ id: 'connect', ...ways.connect }]);
      });
      return;
    }

    it.each(questionIds)('%s', (question) => {
      const found = told.findings.find((one) => one.id === question);
      expect(found).toMatchObject({ id: question, ...(ways[question] ?? { verdict: 'works' }) });
    });

    it('its release is read from the metadata', () => {
      expect(told.release).toBe(personas[id].release);
      expect(told.checks.filter(({ status }) => status === 'failed')).toEqual([]);
    });

    it('a patient who was moved is in the last bed of the running stay', async () => {
      const system = told.opened.system;
      const chart = system && (await readSections(system.ehr, [cast.transferred])).get(cast.transferred);
      const bed = system && chart && toCells(chart, system.ehr).bed;
      if (ways.bed !== undefined) {
        expect(bed?.status).toBe('notOffered');
        return;
      }
      const stay = `stay-${cast.transferred}`;
      const last = toObjects(getRoom().sandbox.records(id).find('Encounter', stay)?.location).at(-1);
      const place = toPlaceName(id, getRoom(), stay, last?.location);
      expect(place).toMatch(/Bed \d+$/);
      expect(bed).toMatchObject({ status: 'ok', value: { kind: 'in', text: place } });
      expect(bed?.value?.source?.reference).toBe(`Encounter/${stay}`);
    });

    it('T7: rows of another person are never taken for this patient’s', async () => {
      const { sandbox } = getRoom();
      const system = told.opened.system;
      sandbox.knobs(id).set({ leakOtherPatient: [...chartTypes, 'MedicationOrder', 'MedicationStatement'] });
      try {
        const chart = system && (await readSections(system.ehr, [cast.highAllergy])).get(cast.highAllergy);
        const text = JSON.stringify(chart);
        expect(text).toContain(`Patient/${cast.highAllergy}`);
        const named = new Set([...text.matchAll(/"Patient\/([^"/]+)/g)].map(([, patient]) => patient));
        expect([...named]).toEqual([cast.highAllergy]);
        expect(chart?.Condition).toMatchObject({ status: 'ok', droppedForeign: 1, mayBeIncomplete: true });
      } finally {
        sandbox.knobs(id).reset();
      }
    });
  });
}
