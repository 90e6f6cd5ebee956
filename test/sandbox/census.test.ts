import { describe, expect, it } from 'vitest';
import { cast } from './census/roles';
import { makeDataset } from './dataset';
import { personaIds, personas } from './persona';
import { type Resource, toList, toObjects, toReferencedId, toText } from './resource';

const now = new Date('2026-11-22T08:00:00Z');
const make = (id: (typeof personaIds)[number], hospitalId: 'seaview' | 'hillcrest' = 'seaview') =>
  makeDataset({ persona: personas[id], hospitalId, now, seed: 5 });

function find(resources: readonly Resource[], type: string, id: string): Resource {
  const found = resources.find((resource) => resource.resourceType === type && resource.id === id);
  if (found === undefined) throw new Error(`No ${type}/${id}`);
  return found;
}
function ofPatient(resources: readonly Resource[], type: string, patient: string): Resource[] {
  return resources.filter(
    (resource) =>
      resource.resourceType === type &&
      toReferencedId(resource.subject ?? resource.patient, 'Patient') === patient,
  );
}

describe.each(personaIds)('the made-up census of %s', (id) => {
  const resources = make(id);
  const stays = resources.filter((one) => one.resourceType === 'Encounter' && one.status === 'in-progress');

  it('has a full list of inpatients', () => {
    expect(
      new Set(stays.map((stay) => toReferencedId(stay.subject ?? stay.patient, 'Patient'))).size,
    ).toBeGreaterThan(60);
  });

  it('gives no id twice and no bed twice', () => {
    const keys = resources.map((one) => `${one.resourceType}/${one.id}`);
    expect(new Set(keys).size).toBe(keys.length);
    const beds = stays
      .filter((stay) => stay.id.startsWith('stay-'))
      .flatMap((stay) => toObjects(stay.location))
      .filter((entry) => entry.status === 'active')
      .map((entry) => toReferencedId(entry.location, 'Location'))
      .filter((place) => place?.includes('-bed-'));
    expect(beds.length).toBeGreaterThan(50);
    expect(new Set(beds).size).toBe(beds.length);
  });

  it('leads from every bed to its room, ward and hospital', () => {
    const bed = find(resources, 'Location', 'ward-1-room-8-bed-12');
    const up = (one: Resource) => find(resources, 'Location', toReferencedId(one.partOf, 'Location') ?? '');
    const names = [bed, up(bed), up(up(bed)), up(up(up(bed)))].map((one) => one.name);
    expect(names).toEqual(['Bed 12', 'Room 8', '5 West', 'Seaview Hospital']);
  });

  it('gives everybody but one made-up person an MRN of type MR beside what they had', () => {
    const mrns = (patient: Resource) =>
      toObjects(patient.identifier).filter(
        (one) => one.system === personas[id].mrnSystem && one.use === 'usual',
      );
    expect(mrns(find(resources, 'Patient', cast.japanese))).toHaveLength(1);
    expect(mrns(find(resources, 'Patient', cast.noMrn))).toHaveLength(0);
    const samples = resources.filter(
      (one) => one.resourceType === 'Patient' && toObjects(one.identifier).length >= 4,
    );
    expect(samples.length).toBeGreaterThan(40);
    expect(samples.every((patient) => mrns(patient).length === 1)).toBe(true);
  });

  it('has vital signs of the last hours, in both blood pressure codes', () => {
    const codes = resources
      .filter(
        (one) =>
          one.resourceType === 'Observation' &&
          Date.parse(toText(one.effectiveDateTime) ?? '') > now.getTime() - 8 * 3_600_000,
      )
      .map((one) =>
        typeof one.code === 'object' && one.code !== null && !Array.isArray(one.code)
          ? toObjects(one.code.coding)[0]?.code
          : '',
      );
    for (const code of ['85354-9', '55284-4', '8480-6', '8867-4', '9279-1', '8310-5', '59408-5', '2708-6']) {
      expect(codes).toContain(code);
    }
  });

  it('plays the stories of its cast', () => {
    expect(ofPatient(resources, 'Encounter', cast.noEncounter)).toEqual([]);
    expect(ofPatient(resources, 'Encounter', cast.noPlace)[0]?.location).toBeUndefined();
    expect(ofPatient(resources, 'Encounter', cast.left)[0]?.status).toBe('finished');
    expect(toObjects(ofPatient(resources, 'Encounter', cast.transferred)[0]?.location)).toHaveLength(3);
    expect(ofPatient(resources, 'Encounter', cast.dialysis).length).toBeGreaterThan(personas[id].page.usual);
    expect(ofPatient(resources, 'AllergyIntolerance', cast.noAllergyRecord)).toEqual([]);
    expect(toList(find(resources, 'Patient', cast.japanese).name)).toHaveLength(3);
    expect(find(resources, 'Patient', cast.deceased).deceasedDateTime).toBeDefined();
    expect(
      ofPatient(resources, 'Observation', cast.noTimeVital).some(
        (one) => one.effectiveDateTime === undefined && one.effectivePeriod === undefined,
      ),
    ).toBe(true);
    expect(
      ofPatient(resources, 'Observation', cast.enteredInErrorVital).some(
        (one) => one.status === 'entered-in-error',
      ),
    ).toBe(true);
  });
});

describe('the made-up census', () => {
  it('is the same for the same seed and time', () => {
    expect(JSON.stringify(make('open'))).toBe(JSON.stringify(make('open')));
  });

  it('speaks each release in its own shapes', () => {
    const [dstu2, stu3, r4] = [make('harbor'), make('meridian'), make('cedar')];
    const id = `stay-${cast.highAllergy}`;
    expect(find(dstu2, 'Encounter', id)).toMatchObject({
      class: 'inpatient',
      patient: { reference: `Patient/${cast.highAllergy}` },
    });
    expect(find(stu3, 'Encounter', id)).toMatchObject({ class: { code: 'IMP' }, subject: {} });
    expect(find(r4, 'Encounter', id)).toMatchObject({
      class: { code: 'IMP' },
      location: [{ physicalType: {} }],
    });
    expect(find(dstu2, 'Patient', cast.left).name).toEqual([
      { use: 'official', family: ['Harper'], given: ['June'] },
    ]);
    expect(find(r4, 'Patient', cast.left).name).toEqual([
      { use: 'official', family: 'Harper', given: ['June'] },
    ]);
    expect(find(dstu2, 'AllergyIntolerance', `allergy-${cast.highAllergy}-high`)).toMatchObject({
      criticality: 'CRITH',
      substance: {},
    });
    expect(find(stu3, 'AllergyIntolerance', `allergy-${cast.highAllergy}-high`)).toMatchObject({
      clinicalStatus: 'active',
    });
    expect(find(dstu2, 'Patient', cast.replaced).link).toMatchObject([{ type: 'replace' }]);
    expect(find(stu3, 'Patient', cast.replaced).link).toMatchObject([{ type: 'replaced-by' }]);
  });

  it('puts other people behind the same ids in the other hospital', () => {
    const [here, there] = [make('meridian'), make('meridian', 'hillcrest')];
    const people = (resources: readonly Resource[]) =>
      resources.filter((one) => one.resourceType === 'Patient');
    const ids = new Set(people(there).map((one) => one.id));
    expect(people(here).every((one) => ids.has(one.id))).toBe(true);
    const names = (one: Resource) => JSON.stringify([one.name, one.birthDate]);
    const isWard = (one: Resource) => !one.id.startsWith('register-');
    const same = people(here)
      .filter(isWard)
      .filter((one) => names(find(there, 'Patient', one.id)) === names(one));
    expect(same).toEqual([]);
  });
});
