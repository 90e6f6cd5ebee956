import type { Condition } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { toMainProblem, toProblems } from '../../../api/clinical/problems';
import { absentReasons, coded, context, getR4, makeCondition, makeEncounter, readR4 } from './sample';

const texts = (conditions: Condition[]) => toProblems(conditions, context).map(({ text }) => text);
const severe = { coding: [{ code: '24484000', display: 'Severe' }] };
const mild = { coding: [{ code: '255604002', display: 'Mild' }] };
const main = (conditions: Condition[], encounter = makeEncounter('e')) =>
  toMainProblem(conditions, encounter, context);

describe('problems', () => {
  it.each(['active', 'recurrence', 'relapse'])('%s is active', (status) => {
    expect(toProblems([makeCondition('a', { clinicalStatus: coded(status) })], context)[0]?.isActive).toBe(
      true,
    );
  });

  it.each(['inactive', 'remission', 'resolved'])('%s is not', (status) => {
    expect(toProblems([makeCondition('a', { clinicalStatus: coded(status) })], context)[0]?.isActive).toBe(
      false,
    );
  });

  it.each(['entered-in-error', 'refuted'])('%s is left out', (code) => {
    expect(texts([makeCondition('a', { verificationStatus: coded(code) })])).toEqual([]);
  });

  it.each(['unconfirmed', 'provisional', 'differential'])('%s is shown with that word', (code) => {
    const [item] = toProblems([makeCondition('a', { verificationStatus: coded(code) })], context);
    expect(item?.qualifier).toBe(code);
  });

  it('without a status a condition counts as active unless it ended', () => {
    const { clinicalStatus: _, ...bare } = makeCondition('a');
    expect(toProblems([bare], context)[0]?.isActive).toBe(true);
    expect(toProblems([{ ...bare, abatementDateTime: '2020' }], context)[0]?.isActive).toBe(false);
  });

  it('a status that nobody knows, or in words, counts by what it says', () => {
    const isActive = (clinicalStatus: Condition['clinicalStatus']) =>
      toProblems([makeCondition('a', { clinicalStatus })], context)[0]?.isActive;
    expect(isActive({ text: 'Active' })).toBe(true);
    expect(isActive({ text: 'Resolved' })).toBe(false);
    expect(isActive({ coding: [{ system: 'urn:own', code: '7' }, { code: 'resolved' }] })).toBe(false);
    expect(isActive(coded('chronic'))).toBe(true);
  });

  it('one in error is left out also where a code of the server’s own stands first', () => {
    const verificationStatus = { coding: [{ system: 'urn:own', code: 'E' }, { code: 'entered-in-error' }] };
    expect(texts([makeCondition('a', { verificationStatus })])).toEqual([]);
  });

  it('why there is no name is no name', () => {
    const coding = [{ system: absentReasons, code: 'masked', display: 'Masked' }];
    const named = makeCondition('a', { code: { coding: [...coding, { code: '1', display: 'Asthma' }] } });
    expect(toProblems([makeCondition('a', { code: { coding } }), named], context)).toMatchObject([
      { text: 'masked', absent: 'masked' },
      { text: 'Asthma', absent: undefined },
    ]);
  });

  it('categories are problem list, encounter diagnosis and other', () => {
    const category = (id: string) => toProblems([getR4('Condition', id)], context)[0]?.category;
    expect([category('example2'), category('stroke'), category('f001')]).toEqual([
      'problem-list-item',
      'encounter-diagnosis',
      'other',
    ]);
  });

  it('onset and recorded are two different things; neither fills in for the other', () => {
    const recordedOnly = makeCondition('a', { recordedDate: '2026-11-01' });
    expect(toProblems([recordedOnly], context)[0]).toMatchObject({
      onset: undefined,
      effective: undefined,
      recorded: '2026-11-01',
    });
    expect(toProblems([getR4('Condition', 'example2')], context)[0]).toMatchObject({
      onset: 'approximately November 2012',
      recorded: undefined,
    });
    const age = { value: 52, unit: 'years' };
    expect(toProblems([makeCondition('a', { onsetAge: age })], context)[0]?.onset).toBe('52 years');
  });

  it('severity in words counts as its code does', () => {
    const order = texts([
      makeCondition('a mild one', { severity: { text: 'Mild' } }),
      makeCondition('a moderate one', { severity: { coding: [{ display: 'moderate' }] } }),
      makeCondition('a severe one', { severity: { text: ' SEVERE ' } }),
      makeCondition('an unrated one', { severity: { text: 'stage II' }, recordedDate: '2026' }),
    ]);
    expect(order).toEqual(['a severe one', 'a moderate one', 'a mild one', 'an unrated one']);
  });

  it('stand in order: active, severity, latest recorded, latest onset', () => {
    expect(
      texts([
        makeCondition('resolved', { clinicalStatus: coded('resolved'), severity: severe }),
        makeCondition('old', { recordedDate: '2020' }),
        makeCondition('mild', { severity: mild }),
        makeCondition('severe', { severity: severe }),
        makeCondition('new', { recordedDate: '2026' }),
        makeCondition('newer onset', { recordedDate: '2020', onsetDateTime: '2019' }),
      ]),
    ).toEqual(['severe', 'mild', 'new', 'newer onset', 'old', 'resolved']);
  });
});

describe('the main problem of a row', () => {
  const pneumonia = makeCondition('pneumonia');
  const burn = makeCondition('burn', { severity: severe });

  it('is the diagnosis of the chosen encounter with use AD or DD, before any severity', () => {
    for (const use of ['AD', 'DD']) {
      const encounter = makeEncounter('e', {
        diagnosis: [{ condition: { reference: 'Condition/pneumonia' }, use: coded(use) }],
      });
      expect(main([burn, pneumonia], encounter)).toMatchObject({
        main: { text: 'pneumonia' },
        rule: 'encounter-diagnosis',
        more: 1,
      });
    }
  });

  it('or with rank 1; a comorbidity of rank 2 is none', () => {
    const encounter = (rank: number) =>
      makeEncounter('e', { diagnosis: [{ condition: { reference: 'Condition/pneumonia' }, rank }] });
    expect(main([burn, pneumonia], encounter(1))?.rule).toBe('encounter-diagnosis');
    expect(main([burn, pneumonia], encounter(2))?.rule).toBe('severity');
  });

  it('may be named by the encounter alone (sample f202: AD of rank 2 before a complaint of rank 1)', () => {
    expect(main([], getR4('Encounter', 'f202'))).toMatchObject({
      main: {
        text: "Complications from Roel's TPF chemotherapy on January 28th, 2013",
        source: { reference: 'Encounter/f202' },
      },
      more: 0,
    });
  });

  it('is never a diagnosis that was refuted or is resolved', () => {
    const encounter = makeEncounter('e', {
      diagnosis: [
        { condition: { reference: 'Condition/pneumonia', display: 'Pneumonia' }, use: coded('AD') },
      ],
    });
    for (const parts of [{ verificationStatus: coded('refuted') }, { clinicalStatus: coded('resolved') }]) {
      expect(main([makeCondition('pneumonia', parts), burn], encounter)?.main.text).toBe('burn');
    }
  });

  it('else the active one of the highest severity', () => {
    const recent = makeCondition('recent', { recordedDate: '2026-11-20' });
    expect(main([recent, burn, makeCondition('mild', { severity: mild })])).toMatchObject({
      main: { text: 'burn', severity: 'Severe' },
      rule: 'severity',
      more: 2,
    });
  });

  it('else the latest recorded, then the latest onset', () => {
    const [a, b] = [
      makeCondition('a', { recordedDate: '2020' }),
      makeCondition('b', { recordedDate: '2021' }),
    ];
    expect(main([a, b])).toMatchObject({ main: { text: 'b' }, rule: 'latest', more: 1 });
    const [c, d] = [
      makeCondition('c', { onsetDateTime: '2020' }),
      makeCondition('d', { onsetDateTime: '2021' }),
    ];
    expect(main([d, c])?.main.text).toBe('d');
  });

  it('there is none where no problem is active', () => {
    expect(main([makeCondition('a', { clinicalStatus: coded('resolved') })])).toBeUndefined();
    expect(main([])).toBeUndefined();
  });

  it('of the sample patient with seven conditions is the severe one', () => {
    const ofExample = readR4('Condition', ['r4/hl7-examples']).filter(
      ({ subject }) => subject.reference === 'Patient/example',
    );
    expect(toMainProblem(ofExample, undefined, context)).toMatchObject({
      main: { text: 'Burnt Ear' },
      rule: 'severity',
    });
  });
});
