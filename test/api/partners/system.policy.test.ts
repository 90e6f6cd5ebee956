// Recognition: what a server says of itself, and what that may never decide.
import { describe, expect, it } from 'vitest';
import { toCapability } from '../../../api/fhir/capability.map';
import { defaultRules } from '../../../api/partners/partner.schema';
import { presetIds } from '../../../api/partners/preset-ids';
import { presets } from '../../../api/partners/presets';
import { recognise, toOpenRules } from '../../../api/partners/system.policy';

const toSigns = (more: object) =>
  toCapability({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1', ...more }).signs;
const named = (name: string, version = '1.0') => toSigns({ software: { name, version } });

describe('what metadata says', () => {
  it.each([
    [{ software: { name: 'Epic', version: 'August 2026' } }, 'epic', 'August 2026'],
    [
      { software: { name: 'HAPI FHIR Server', version: '7.4.0' }, publisher: 'Not provided' },
      'hapi',
      '7.4.0',
    ],
    [
      { publisher: 'Cerner', description: 'Cerner implementation of FHIR on top of Millennium' },
      'oracle',
      null,
    ],
    [{ publisher: 'Medplum', software: { name: 'medplum', version: '4.1' } }, 'medplum', '4.1'],
    [
      { publisher: 'Microsoft', software: { name: 'Microsoft FHIR Server', version: '4.0.594' } },
      'ms-oss',
      '4.0.594',
    ],
    [{ publisher: 'Microsoft', software: { name: 'Azure FHIR Service' } }, 'ahds', null],
    [{ software: { name: 'Firely Server', version: '6.2' } }, 'firely', '6.2'],
    [
      {
        rest: [
          {
            resource: [
              { type: 'Patient', extension: [{ url: 'https://x.example/ah-search-parameter-metadata' }] },
            ],
          },
        ],
      },
      'athena',
      null,
    ],
    [{ publisher: 'HSPC', software: { name: 'HAPI FHIR Server', version: '4.2.0' } }, 'hspc', '4.2.0'],
  ])('%j looks like %s', (statement, system, version) => {
    expect(recognise(toSigns(statement), undefined)).toEqual({
      system,
      version,
      by: 'metadata',
      differs: null,
    });
  });

  it.each([{}, { software: { name: 'Epicentre' } }, { publisher: 'Acme' }, { software: 7, publisher: [] }])(
    '%j is a server of unknown make',
    (statement) => {
      expect(recognise(toSigns(statement), undefined)).toMatchObject({
        system: null,
        version: null,
        by: 'nothing',
      });
    },
  );

  it.each(['<b>7</b>', 'x'.repeat(31), ' 7', '7\u202e'])('the version %j is not shown', (version) => {
    expect(recognise(named('Epic', version), undefined).version).toBeNull();
  });
});

describe('what the operator registered', () => {
  it.each(presetIds.filter((id) => id !== 'contract'))('%s counts, whatever the metadata says', (preset) => {
    expect(recognise(toSigns({}), { preset })).toMatchObject({
      system: preset,
      by: 'registration',
      differs: null,
    });
    const other = preset === 'epic' ? 'Firely Server' : 'Epic';
    const differs = preset === 'epic' ? 'firely' : 'epic';
    expect(recognise(named(other), { preset })).toMatchObject({ system: preset, version: null, differs });
  });

  it('behind the contract the metadata may name a system, and a kindred name is no difference', () => {
    expect(recognise(named('HAPI FHIR Server', '7.4.0'), { preset: 'contract' })).toMatchObject({
      system: 'hapi',
      by: 'metadata',
    });
    expect(recognise(named('HAPI FHIR Server', '4.2.0'), { preset: 'hspc' })).toMatchObject({
      system: 'hspc',
      version: '4.2.0',
      differs: null,
    });
  });
});

describe('T4: a server that calls itself by a name', () => {
  const searching = new Set(
    'patientSearch otherSearch requires isFuzzy family name identifier identifierType total sort params pageSize'.split(
      ' ',
    ),
  );
  const statements: Record<string, object> = {
    epic: { software: { name: 'Epic' } },
    oracle: { publisher: 'Cerner' },
    google: { publisher: 'Google' },
    redox: { software: { name: 'Redox' } },
    'ms-oss': { publisher: 'Microsoft' },
    medplum: { publisher: 'Medplum' },
    meditech: { software: { name: 'MEDITECH' } },
    hspc: { publisher: 'HSPC' },
  };

  it.each(Object.entries(statements))('%s gains the way of searching and nothing else', (_id, statement) => {
    const rules = toOpenRules(toSigns(statement));
    const changed = Object.entries(rules).filter(
      ([name, rule]) =>
        JSON.stringify(rule) !==
        JSON.stringify(Object.entries(defaultRules).find(([key]) => key === name)?.[1]),
    );
    expect(changed.filter(([name]) => !searching.has(name))).toEqual([]);
    expect(rules).toMatchObject({
      isStrictAsked: true,
      paging: 'strict',
      headers: {},
      batchHeaders: {},
      errors: {},
    });
  });

  it('Epic’s demand is kept on an open server that looks like one', () => {
    const { requires, isFuzzy, identifier } = toOpenRules(named('Epic'));
    expect({ requires, isFuzzy, identifier }).toEqual({
      requires: presets.epic.defaults.rules?.requires,
      isFuzzy: true,
      identifier: 'type',
    });
    expect(toOpenRules(toSigns({}))).toBe(defaultRules);
  });
});
