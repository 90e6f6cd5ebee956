import type { EncounterLocation, FhirResource, Location } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { toWhere } from '../../../api/clinical/where';
import { coded, context, getR4, makeEncounter, readR4 } from './sample';

const place = (id: string, physicalType: string, name: string, partOf?: string): Location => ({
  resourceType: 'Location',
  id,
  name,
  physicalType: coded(physicalType),
  ...(partOf ? { partOf: { reference: `Location/${partOf}` } } : {}),
});
const tower = [
  place('h', 'si', 'Seaview Hospital'),
  place('w', 'wa', 'Ward 5 West', 'h'),
  place('r', 'ro', 'Room 12', 'w'),
  place('b', 'bd', 'Bed A', 'r'),
];
const at = (id: string, parts: Partial<EncounterLocation> = {}): EncounterLocation => ({
  location: { reference: `Location/${id}` },
  ...parts,
});
const where = (location: EncounterLocation[], included: FhirResource[] = tower) =>
  toWhere([makeEncounter('e', { location })], included, context);

describe('where a patient is', () => {
  it('no encounter is "no encounter"', () => {
    expect(toWhere([], [], context)).toEqual({ kind: 'noEncounter' });
    expect(toWhere([makeEncounter('e', { status: 'planned' })], [], context).kind).toBe('noEncounter');
  });

  it('an encounter without a location is "no bed recorded", not "no encounter"', () => {
    expect(toWhere([getR4('Encounter', 'example')], [], context)).toMatchObject({
      kind: 'noBed',
      source: { reference: 'Encounter/example' },
    });
    expect(where([at('b', { status: 'planned' }), at('b', { status: 'completed' })]).kind).toBe('noBed');
    expect(where([at('b', { period: { end: '2026-11-01' } })]).kind).toBe('noBed');
  });

  it('a finished encounter is "left", on which day and where to, and has no bed', () => {
    const left = makeEncounter('e', {
      status: 'finished',
      period: { start: '2026-11-01', end: '2026-11-20' },
      hospitalization: { dischargeDisposition: { coding: [{ display: 'Discharge to home' }] } },
      location: [at('b')],
    });
    expect(toWhere([left], tower, context)).toEqual({
      kind: 'left',
      source: { server: 'Seaview EHR', reference: 'Encounter/e' },
      effective: '2026-11-20',
      encounterStatus: 'finished',
      encounterType: undefined,
      leftOn: '2026-11-20',
      leftTo: 'Discharge to home',
    });
    expect(toWhere([getR4('Encounter', 'f001')], [], context)).toMatchObject({
      kind: 'left',
      leftOn: undefined,
      leftTo: 'Discharge to home',
    });
  });

  it('an encounter whose status nobody knows has left once it has ended, and not before', () => {
    const unknown = makeEncounter('e', { status: 'unknown', location: [at('b')] });
    expect(toWhere([unknown], tower, context)).toMatchObject({ kind: 'in', bed: 'Bed A' });
    const ended = { ...unknown, period: { start: '2026-11-01', end: '2026-11-02' } };
    expect(toWhere([ended], tower, context)).toMatchObject({ kind: 'left', leftOn: '2026-11-02' });
  });

  it('an encounter that ends some day has not left yet', () => {
    const period = { start: '2026-11-20', end: '2026-12-01' };
    const unknown = makeEncounter('e', { status: 'unknown', location: [at('b')], period });
    expect(toWhere([unknown], tower, context)).toMatchObject({ kind: 'in', bed: 'Bed A' });
    const planned = { ...unknown, period: { start: '2026-12-20', end: '2027-01-15' } };
    expect(toWhere([planned], tower, context)).toEqual({ kind: 'noEncounter' });
  });

  it('an end with a clock of which nobody says where it hangs is the hospital’s day', () => {
    const inTokyo = { ...context, now: new Date('2026-11-22T15:30:00Z'), zone: 'Asia/Tokyo' };
    const unknown = (end: string) =>
      makeEncounter('e', { status: 'unknown', location: [at('b')], period: { start: '2026-11-20', end } });
    expect(toWhere([unknown('2026-11-22T17:00:00')], tower, inTokyo)).toMatchObject({ kind: 'left' });
    expect(toWhere([unknown('2026-11-23T00:10:00')], tower, inTokyo)).toMatchObject({ kind: 'in' });
  });

  it('a place where somebody is to be moved is not where they are', () => {
    const beds = [...tower, place('b2', 'bd', 'Bed B', 'r')];
    const now = at('b', { period: { start: '2026-11-20' } });
    const next = at('b2', { period: { start: '2026-11-24' } });
    expect(where([now, next], beds)).toMatchObject({ bed: 'Bed A', effective: '2026-11-20' });
    expect(where([next, now], beds)).toMatchObject({ bed: 'Bed A' });
    expect(where([next], beds)).toMatchObject({ kind: 'noBed' });
    const active = { ...next, status: 'active' as const };
    expect(where([active, now], beds)).toMatchObject({ bed: 'Bed A' });
    expect(where([active], beds)).toMatchObject({ bed: 'Bed B' });
  });

  it('ward, room and bed are read upwards through partOf', () => {
    expect(where([at('b')])).toMatchObject({
      kind: 'in',
      hospital: 'Seaview Hospital',
      ward: 'Ward 5 West',
      room: 'Room 12',
      bed: 'Bed A',
      text: 'Bed A',
    });
    expect(where([at('w')])).toMatchObject({ ward: 'Ward 5 West', room: undefined, bed: undefined });
  });

  it('the most specific place counts: bed, then room, then ward; then the latest start', () => {
    expect(where([at('w'), at('b'), at('r')]).text).toBe('Bed A');
    expect(where([at('w'), at('r')]).text).toBe('Room 12');
    const beds = [...tower, place('b2', 'bd', 'Bed B', 'r')];
    const [first, second] = [
      at('b', { status: 'active', period: { start: '2026-11-01' } }),
      at('b2', { status: 'active', period: { start: '2026-11-02' } }),
    ];
    expect(where([first, second], beds).bed).toBe('Bed B');
    expect(where([second, first], beds).bed).toBe('Bed B');
  });

  it('a place that was left "active" with an end never hides the one where somebody is now', () => {
    const formerBed = at('b', { status: 'active', period: { start: '2026-11-01', end: '2026-11-02' } });
    const ward = at('w2', { status: 'active', period: { start: '2026-11-02' } });
    expect(where([formerBed, ward], [...tower, place('w2', 'wa', 'Ward 6 East')])).toMatchObject({
      ward: 'Ward 6 East',
      room: undefined,
      bed: undefined,
    });
    expect(toWhere([getR4('Encounter', 'emerg')], [], context)).toMatchObject({
      kind: 'in',
      text: 'Ward 1, Room 42, Bed 1',
      effective: '2017-02-01T12:45:00+10:00',
    });
  });

  it('a bed is never guessed out of free text', () => {
    const value = where([{ location: { display: 'Ward 1, Room 42, Bed 1' } }], []);
    expect(value).toMatchObject({ kind: 'in', text: 'Ward 1, Room 42, Bed 1' });
    expect([value.ward, value.room, value.bed]).toEqual([undefined, undefined, undefined]);
  });

  it('free text is split by the partner’s own rule only', () => {
    const locationSplit = '^(?<ward>[^^]*)\\^(?<room>[^^]*)\\^(?<bed>[^^]*)$';
    const location = [{ location: { display: '5W^12^A' } }];
    const encounter = makeEncounter('e', { location });
    expect(toWhere([encounter], [], { ...context, locationSplit })).toMatchObject({
      ward: '5W',
      room: '12',
      bed: 'A',
      text: '5W^12^A',
    });
  });

  it('a place that the server itself calls a bed is one, also where the Location can’t be read', () => {
    expect(where([{ location: { display: 'Bed 7' }, physicalType: coded('bd') }], [])).toMatchObject({
      bed: 'Bed 7',
      ward: undefined,
    });
  });

  it('a code of the server’s own before the standard’s takes no bed away', () => {
    const both = (own: string, code: string) => ({ coding: [{ system: 'urn:own', code: own }, { code }] });
    const bed = { ...place('b', 'bd', 'Bed A', 'w'), physicalType: both('BED', 'bd') };
    const ward = { ...place('w', 'wa', 'Ward 5 West'), physicalType: both('UNIT', 'wa') };
    expect(where([at('b')], [bed, ward])).toMatchObject({ bed: 'Bed A', ward: 'Ward 5 West' });
    expect(where([at('b', { physicalType: coded('BED') })], [bed, ward])).toMatchObject({ bed: 'Bed A' });
    expect(where([at('w'), at('b')], [bed, ward]).text).toBe('Bed A');
  });

  it('ward and bed named beside each other belong together if they began together', () => {
    const [bed, ward] = [
      { location: { display: 'Bed 7' }, physicalType: coded('bd'), period: { start: '2026-11-02' } },
      { location: { display: 'Ward 5' }, physicalType: coded('wa'), period: { start: '2026-11-02' } },
    ];
    expect(where([ward, bed], [])).toMatchObject({ ward: 'Ward 5', bed: 'Bed 7' });
    const otherWard = { ...ward, period: { start: '2026-11-01' } };
    expect(where([otherWard, bed], [])).toMatchObject({ ward: undefined, bed: 'Bed 7' });
  });

  it('a place that was left is not put beside the one where somebody is', () => {
    const bed = { location: { display: 'Bed 7' }, physicalType: coded('bd'), status: 'active' as const };
    const ward = { location: { display: 'Ward 5' }, physicalType: coded('wa'), status: 'completed' as const };
    expect(where([bed, ward], [])).toMatchObject({ bed: 'Bed 7', ward: undefined });
  });

  it('two wards or two beds of one time are not put together into a place that there isn’t', () => {
    const named = (display: string, physicalType: string) => ({
      location: { display },
      physicalType: coded(physicalType),
    });
    const way = [named('Bed 7', 'bd'), named('Ward 5', 'wa'), named('Room 3', 'ro'), named('Bed 2', 'bd')];
    expect(where(way, [])).toMatchObject({ bed: 'Bed 7', room: undefined, ward: undefined, text: 'Bed 7' });
  });

  it('text is the display, else the name of the Location (also contained), else its identifier', () => {
    expect(where([{ location: { reference: 'Location/b', display: '5W-12-A' } }]).text).toBe('5W-12-A');
    expect(where([at('b')]).text).toBe('Bed A');
    const lab: Location = { resourceType: 'Location', id: 'in', name: 'Cath lab' };
    const encounter = makeEncounter('e', {
      contained: [lab],
      location: [{ location: { reference: '#in' } }],
    });
    expect(toWhere([encounter], [], context).text).toBe('Cath lab');
    const nameless: Location = { resourceType: 'Location', id: 'x', identifier: [{ value: 'B1-S.F2' }] };
    expect(where([at('x')], [nameless]).text).toBe('B1-S.F2');
    expect(where([at('unread')], []).text).toBe('Location/unread');
  });

  it('a bed and a ward that the encounter itself contains are read upwards too', () => {
    const within = (id: string, physicalType: string, name: string, above: string): Location => ({
      ...place(id, physicalType, name),
      partOf: { reference: above },
    });
    const contained = [within('b', 'bd', 'Bed A', '#r'), within('r', 'ro', 'Room 12', 'Location/w')];
    const location = [{ location: { reference: '#b' } }];
    expect(toWhere([makeEncounter('e', { contained, location })], tower, context)).toMatchObject({
      hospital: 'Seaview Hospital',
      ward: 'Ward 5 West',
      room: 'Room 12',
      bed: 'Bed A',
    });
    // "#" means what is contained in the place that was read, not what the encounter calls the same
    const read = { ...within('x', 'bd', 'Bed X', '#r'), contained: [within('r', 'ro', 'Room X', '#w')] };
    const encounter = makeEncounter('e', { contained, location: [at('x')] });
    expect(toWhere([encounter], [read], context)).toMatchObject({ room: 'Room X', ward: undefined });
  });

  it('the sample locations: a room within a wing has no ward', () => {
    expect(where([at('2')], readR4('Location'))).toMatchObject({
      room: 'South Wing Neuro OR 1',
      ward: undefined,
      text: 'South Wing Neuro OR 1',
    });
  });

  it('a circle of partOf ends', () => {
    expect(where([at('x')], [place('x', 'ro', 'X', 'y'), place('y', 'wa', 'Y', 'x')])).toMatchObject({
      room: 'X',
      ward: 'Y',
    });
  });

  it('the hospital is the site, else who provides the service', () => {
    const encounter = makeEncounter('e', {
      serviceProvider: { display: 'Hillcrest Clinic' },
      location: [{ location: { display: 'Bed 7' } }],
    });
    expect(toWhere([encounter], [], context).hospital).toBe('Hillcrest Clinic');
  });
});
