// One suite on every release: one made-up patient, told three ways, is the same R4 field by field.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chartTypes } from '../../api/contract/columns';
import { createConvert } from '../../api/fhir/convert.map';
import type { FhirRelease } from '../../api/fhir/ehr';
import { readCharts, toResources } from '../api/fhir/fhir-room';
import { type Say, searchset, stage } from '../api/fhir/scripted-server';

type Resource = Record<string, unknown> & { resourceType: string; id: string };

function read(name: string): Resource[] {
  return JSON.parse(readFileSync(new URL(`../fixtures/one-patient/${name}.json`, import.meta.url), 'utf8'));
}

/** As it leaves in JSON: without what is undefined. */
function toJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

const expected = read('expected');
const releases = [
  ['DSTU2', 'dstu2'],
  ['STU3', 'stu3'],
  ['R4', 'r4'],
] as const satisfies readonly (readonly [FhirRelease, string])[];

describe.each(releases)('a patient told in %s', (release, file) => {
  const sent = read(file);
  const convert = createConvert(release);

  it.each(expected.map((one, i) => [one.resourceType, i] as const))('%s is the one R4 result', (_type, i) => {
    expect(toJson(convert(sent[i]))).toEqual(expected[i]);
  });

  it('is the same when the server names another release: bridges mislabel', () => {
    for (const [other] of releases) {
      expect(sent.map((resource) => toJson(createConvert(other)(resource)))).toEqual(expected);
    }
  });

  it('carries no narrative and no lastUpdated', () => {
    const text = JSON.stringify(sent.map(convert));
    expect(text).not.toContain('<div');
    expect(text).not.toContain('lastUpdated');
  });

  it('T26: anything else than an object, another type, or an id that cannot be one is nothing', () => {
    for (const value of [null, undefined, 7, 'x', [], {}, { resourceType: 'Basic', id: 'a' }]) {
      expect(convert(value)).toBeUndefined();
    }
    const [patient] = sent;
    for (const id of [undefined, '', 'a b', 'a/b', 'x'.repeat(65), 7, null]) {
      expect(convert({ ...patient, id })).toBeUndefined();
    }
  });

  it.each([
    ['a batch', true],
    ['a fan-out', false],
  ])('is the one R4 result through %s, section by section', async (_way, hasBatch) => {
    const { ehr, seen } = await stage(({ url, body }) => answer(sent, url, body), {
      release,
      hasBatch,
      isPartner: true,
      rules: release === 'DSTU2' ? { coverageBy: 'subscriber' } : {},
    });
    const chart = (await readCharts(ehr, ['ada'])).get('ada');
    expect(seen.filter(({ url }) => url.includes('?')).length > 0).toBe(!hasBatch);
    for (const type of chartTypes) {
      const wanted = expected.filter(({ resourceType }) => resourceType === type);
      expect(toJson(toResources(chart?.[type]))).toEqual(wanted);
    }
  });
});

/** What a server that has these resources says to one question, or to a batch of them. */
function answer(all: readonly Resource[], url: string, body: string): Say {
  if (url.endsWith('/token')) return { json: { token_type: 'Bearer', access_token: 'a', expires_in: 300 } };
  const [, type, id] = /\/fhir\/(\w+)(?:\/([\w-]+))?/.exec(url) ?? [];
  if (type !== undefined) {
    const found = all.filter((one) => one.resourceType === type && (id === undefined || one.id === id));
    if (id === undefined) return { json: searchset(found) };
    return found[0] ? { json: found[0] } : { status: 404 };
  }
  const { entry }: { entry: { request: { url: string } }[] } = JSON.parse(body);
  const answers = entry.map(({ request }) => answer(all, `/fhir/${request.url}`, ''));
  return {
    json: {
      resourceType: 'Bundle',
      type: 'batch-response',
      entry: answers.map(({ json: resource, status = 200 }) => ({
        resource,
        response: { status: `${status}` },
      })),
    },
  };
}
