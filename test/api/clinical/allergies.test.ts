import type { AllergyIntolerance } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { toAllergies } from '../../../api/clinical/allergies';
import { absentReasons, coded, context, getR4, makeAllergy, readR4 } from './sample';

const texts = (allergies: AllergyIntolerance[]) => {
  const value = toAllergies(allergies, context);
  return value.kind === 'notRecorded' ? value.kind : value.items.map(({ text }) => text);
};

describe('allergies', () => {
  it('criticality high first, then type allergy before intolerance, then name', () => {
    expect(
      texts([
        makeAllergy('Walnut', { type: 'allergy' }),
        makeAllergy('Almond', { type: 'allergy' }),
        makeAllergy('Aspirin', { type: 'intolerance' }),
        makeAllergy('Penicillin', { type: 'intolerance', criticality: 'high' }),
        makeAllergy('Zinc', { criticality: 'unable-to-assess' }),
      ]),
    ).toEqual(['Penicillin', 'Almond', 'Walnut', 'Zinc', 'Aspirin']);
  });

  it('only high criticality is high, whatever the reactions were', () => {
    const value = toAllergies(
      [makeAllergy('a', { criticality: 'low', reaction: [{ severity: 'severe', manifestation: [] }] })],
      context,
    );
    expect(value).toMatchObject({ items: [{ isHigh: false }] });
  });

  it.each(['inactive', 'resolved'])('one that is %s isn’t listed', (status) => {
    expect(texts([makeAllergy('a', { clinicalStatus: coded(status) })])).toBe('notRecorded');
  });

  it.each(['entered-in-error', 'refuted'])('one that is %s isn’t listed', (code) => {
    expect(texts([makeAllergy('a', { verificationStatus: coded(code) }), makeAllergy('b')])).toEqual(['b']);
  });

  it('one without a status is listed: hiding it would be worse', () => {
    const { clinicalStatus: _, ...bare } = makeAllergy('a');
    expect(texts([bare])).toEqual(['a']);
  });

  it('a code of the server’s own before the standard’s hides nothing and brings nothing back', () => {
    const own = (code: string) => ({ coding: [{ system: 'urn:own', code: '7' }, { code }] });
    expect(texts([makeAllergy('a', { clinicalStatus: own('active') })])).toEqual(['a']);
    expect(texts([makeAllergy('a', { clinicalStatus: own('resolved') })])).toBe('notRecorded');
    expect(texts([makeAllergy('a', { verificationStatus: own('entered-in-error') })])).toBe('notRecorded');
  });

  it('a status in words or one that nobody knows hides no allergy', () => {
    expect(texts([makeAllergy('a', { clinicalStatus: { text: 'Active' } })])).toEqual(['a']);
    expect(texts([makeAllergy('a', { clinicalStatus: coded('current') })])).toEqual(['a']);
    expect(texts([makeAllergy('a', { clinicalStatus: { text: 'Inactive' } })])).toBe('notRecorded');
    expect(texts([makeAllergy('a', { verificationStatus: { text: 'Entered in Error' } })])).toBe(
      'notRecorded',
    );
  });

  it('an unconfirmed one is shown with that word', () => {
    expect(toAllergies([getR4('AllergyIntolerance', 'medication')], context)).toMatchObject({
      kind: 'list',
      items: [{ text: 'Penicillin G', isHigh: true, qualifier: 'unconfirmed', reactions: ['Hives'] }],
    });
  });

  it('of each reaction tells what happened, else how it is described, whatever the others say', () => {
    const reactions = (reaction: AllergyIntolerance['reaction']) => {
      const value = toAllergies([makeAllergy('Penicillin', { reaction })], context);
      return value.kind === 'list' ? value.items[0]?.reactions : undefined;
    };
    const hives = { manifestation: [{ text: 'Hives' }] };
    const described = { manifestation: [], description: 'Collapsed in 2019' };
    expect(reactions([hives, described])).toEqual(['Hives', 'Collapsed in 2019']);
    expect(reactions([described, hives, described])).toEqual(['Collapsed in 2019', 'Hives']);
    expect(reactions([{ ...hives, description: 'All over the back' }])).toEqual(['Hives']);
    // what was told already isn't told again in other words
    expect(reactions([hives, { ...hives, description: 'Again' }])).toEqual(['Hives']);
  });

  it('no resource at all is "not recorded", never "no known allergies"', () => {
    expect(toAllergies([], context)).toEqual({ kind: 'notRecorded' });
  });

  it.each(['nka', 'nkda', 'nkla'])('the record’s own statement %s is "no known", in its own words', (id) => {
    const resource = getR4('AllergyIntolerance', id);
    expect(toAllergies([resource], context)).toMatchObject({
      kind: 'noKnown',
      items: [{ text: resource.code?.text }],
    });
  });

  it.each(['No known allergies', 'No Known Drug Allergies', 'NKDA', 'nka', 'No known drug hypersensitivity'])(
    'knows "%s" by its words where the code is another system’s',
    (text) => {
      expect(toAllergies([makeAllergy(text)], context).kind).toBe('noKnown');
    },
  );

  it('knows SNOMED’s statements by their codes, whatever language the display has', () => {
    for (const code of ['716186003', '409137002', '429625007']) {
      const statement = makeAllergy('a', { code: { coding: [{ code, display: '既知のアレルギーなし' }] } });
      expect(toAllergies([statement], context).kind).toBe('noKnown');
    }
  });

  it.each([
    'アレルギーなし',
    '薬物アレルギーなし',
    '無已知過敏',
    '無藥物過敏史',
    'No known allergy (situation)',
    'No Known Allergies (NKA)',
    'NKA - No known allergies',
    'No known drug allergies (NKDA)',
    'NKMA',
    'Patient has no known allergies',
    'Patient has no known drug allergies.',
  ])('knows "%s" as well', (text) => {
    expect(toAllergies([makeAllergy(text)], context).kind).toBe('noKnown');
  });

  it.each([
    'No known drug allergies except penicillin',
    'No known allergies other than latex',
    'No known allergy to penicillin',
    'No known allergies (NKA) except penicillin',
    'Patient has no known allergies but reacts to latex',
    'Patient has allergies',
    'Nkanga nut',
    'アレルギー性鼻炎',
  ])('"%s" is no such statement: it stands among the allergies, to be read', (text) => {
    expect(toAllergies([makeAllergy(text)], context)).toMatchObject({ kind: 'list', items: [{ text }] });
  });

  it('its code is no such statement beside words that take part of it back', () => {
    const said = (code: string, text: string, display?: string) => {
      const coding = display === undefined ? { code } : { code, display };
      return toAllergies([makeAllergy('a', { code: { coding: [coding], text } })], context);
    };
    const text = 'No known allergies except penicillin';
    expect(said('716186003', text)).toMatchObject({ kind: 'list', items: [{ text }] });
    expect(said('no-allergy-info', 'Penicillin, by the mother')).toMatchObject({ kind: 'list' });
    for (const alike of ['NKA', 'No known allergies.', 'No Known Allergy (situation)', '716186003', ' ']) {
      expect(said('716186003', alike).kind).toBe('noKnown');
    }
    const german = 'Keine bekannten Allergien';
    expect(said('716186003', german, german).kind).toBe('noKnown');
    expect(said('no-allergy-info', 'No information about allergies').kind).toBe('notRecorded');
  });

  it('the narrower counts where code and words say different things', () => {
    const code = { coding: [{ code: '716186003' }], text: 'No known drug allergies' };
    expect(texts([makeAllergy('a', { code }), makeAllergy('Peanut')])).toEqual([
      'Peanut',
      'No known drug allergies',
    ]);
  });

  it('"no information about allergies" is "not recorded"', () => {
    const code = { coding: [{ code: 'no-allergy-info', display: 'No information about allergies' }] };
    expect(texts([makeAllergy('a', { code })])).toBe('notRecorded');
    expect(texts([makeAllergy('a', { code }), makeAllergy('Peanut')])).toEqual(['Peanut']);
  });

  it.each(['No. 5 dye', 'Norfloxacin', 'NKXyz', 'Latex, no known reaction'])('"%s" is an allergy', (text) => {
    expect(toAllergies([makeAllergy(text)], context).kind).toBe('list');
  });

  it('a general "no known allergies" beside an allergy is dropped; "no known drug allergy" stands last', () => {
    const [general, drug] = [getR4('AllergyIntolerance', 'nka'), getR4('AllergyIntolerance', 'nkda')];
    expect(texts([general, makeAllergy('Peanut')])).toEqual(['Peanut']);
    expect(texts([drug, makeAllergy('Peanut')])).toEqual(['Peanut', 'NKDA']);
  });

  it('a statement that was refuted or resolved states nothing', () => {
    const nka = getR4('AllergyIntolerance', 'nka');
    expect(texts([{ ...nka, verificationStatus: coded('refuted') }])).toBe('notRecorded');
  });

  it('an allergy without a name takes its substance, else says what is known', () => {
    const { code: _, ...bare } = makeAllergy('a');
    expect(texts([{ ...bare, reaction: [{ substance: { text: 'Cashew' }, manifestation: [] }] }])).toEqual([
      'Cashew',
    ]);
    expect(texts([bare])).toEqual(['?']);
    const masked = { coding: [{ system: absentReasons, code: 'masked', display: 'Masked' }] };
    expect(toAllergies([{ ...bare, code: masked }], context)).toMatchObject({
      kind: 'list',
      items: [{ text: 'masked', absent: 'masked' }],
    });
    const notAsked = { text: 'Not asked', coding: [{ system: absentReasons, code: 'not-asked' }] };
    expect(toAllergies([{ ...bare, code: notAsked }], context)).toMatchObject({
      items: [{ absent: 'not-asked' }],
    });
  });

  it('the patients of the SMART set: each has a list or a statement, as their record says', () => {
    const all = readR4('AllergyIntolerance', ['r4/smart-converted-from-stu3']);
    for (const resource of all) {
      const isStatement = resource.code?.coding?.[0]?.code === '716186003';
      expect(toAllergies([resource], context).kind).toBe(isStatement ? 'noKnown' : 'list');
    }
    expect(all.some(({ code }) => code?.coding?.[0]?.code === '716186003')).toBe(true);
  });
});
