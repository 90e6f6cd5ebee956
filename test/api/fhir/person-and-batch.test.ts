// Whose resource it is and which answer is whose: what no decent server mixes up, and hostile ones do.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartTypes } from '../../../api/contract/columns';
import { readCharts, readSection, toResources } from './fhir-room';
import { condition, outcome, type Seen, searchset, stage } from './scripted-server';

describe('T26: whose resource it is', () => {
  it('relative, absolute on the same base and versioned references belong; everything else is dropped and counted', async () => {
    const { ehr, base } = await stage((_seen, base) => ({
      json: searchset(
        [
          'Patient/a',
          `${base}/Patient/a`,
          'Patient/a/_history/3',
          `${base}/Patient/a/_history/1`,
          'Patient/b',
          'Patient/ab',
          'a',
          '',
          `${base}x/Patient/a`,
          `${base}/x/Patient/a`,
          'https://evil.example/fhir/Patient/a',
          'Patient/a/../b',
          'patient/a',
          'Group/a',
          '#a',
          'Patient/a?x',
          'urn:uuid:a',
        ].map((reference, i) => condition(`c${i}`, reference)),
      ),
    }));
    const section = await readSection(ehr, 'a', 'Condition');
    expect(toResources(section).map((one) => one.id)).toEqual(['c0', 'c1', 'c2', 'c3']);
    expect(section).toMatchObject({ droppedForeign: 13, mayBeIncomplete: true });
    expect(base).toContain('127.0.0.1');
  });

  it('nothing but strangers is a broken answer, never "nothing recorded"', async () => {
    const { ehr } = await stage(() => ({ json: searchset([condition('c', 'Patient/b')]) }));
    expect(await readSection(ehr, 'a', 'Condition')).toMatchObject({
      status: 'failed',
      reason: 'server_answer_broken',
    });
  });

  it('another type than the one asked for is a broken answer', async () => {
    const { ehr } = await stage(() => ({ json: searchset([condition('c', 'Patient/a')]) }));
    expect(await readSection(ehr, 'a', 'AllergyIntolerance')).toMatchObject({
      status: 'failed',
      reason: 'server_answer_broken',
    });
  });

  it('a Patient with another id is not the patient', async () => {
    const { ehr } = await stage(() => ({ json: { resourceType: 'Patient', id: 'b' } }));
    expect(await readSection(ehr, 'a', 'Patient')).toMatchObject({
      status: 'failed',
      reason: 'patient_not_found',
    });
  });

  it('T27: of two with the same id the first counts', async () => {
    const { ehr } = await stage(() => ({
      json: searchset([
        condition('c', 'Patient/a', { code: { text: 'first' } }),
        condition('c', 'Patient/a', { code: { text: 'second' } }),
      ]),
    }));
    expect(toResources(await readSection(ehr, 'a', 'Condition'))).toMatchObject([
      { code: { text: 'first' } },
    ]);
  });
});

describe('T26: a batch', () => {
  const entries = (seen: Seen): readonly { request: { url: string } }[] => JSON.parse(seen.body).entry;
  const answerEntry = (url: string) => {
    const patient = /(?:patient=|Patient\/)([^&]+)/.exec(url)?.[1] ?? '';
    return url.startsWith('Patient/')
      ? { resourceType: 'Patient', id: patient }
      : searchset([condition(`c-${patient}`, `Patient/${patient}`)]);
  };
  const toResponse = (list: readonly object[]) => ({
    json: { resourceType: 'Bundle', type: 'batch-response', entry: list },
  });
  const ids = Array.from({ length: 20 }, (_, i) => `p${i}`);

  it('with an entry too few or too many fails whole: nobody can say which answer is whose', async () => {
    for (const change of [-1, 1]) {
      const { ehr } = await stage((seen) => {
        const list = entries(seen).map(({ request }) => ({
          response: { status: '200' },
          resource: answerEntry(request.url),
        }));
        return toResponse(change < 0 ? list.slice(1) : [...list, ...list.slice(0, 1)]);
      });
      for (const sections of (await readCharts(ehr, ids, ['Patient', 'Condition'])).values()) {
        expect(sections.Condition).toMatchObject({ status: 'failed', reason: 'server_answer_broken' });
      }
    }
  });

  it('whose answers were shuffled shows nothing under the wrong person', async () => {
    const { ehr } = await stage((seen) =>
      toResponse(
        entries(seen)
          .map(({ request }) => ({ response: { status: '200' }, resource: answerEntry(request.url) }))
          .reverse(),
      ),
    );
    for (const [id, sections] of await readCharts(ehr, ids, ['Condition'])) {
      const text = JSON.stringify(sections);
      for (const other of ids) if (other !== id) expect(text).not.toContain(`"c-${other}"`);
    }
  });

  it('one failed entry fails only its own section', async () => {
    const statuses: Record<string, string> = {
      p1: '404 Not Found',
      p2: '429',
      p3: '500',
      p4: '401',
      p5: '410 Gone',
    };
    const { ehr } = await stage((seen) =>
      toResponse(
        entries(seen).map(({ request }) => {
          const status = statuses[request.url.slice('Patient/'.length)];
          return status
            ? { response: { status } }
            : { response: { status: '200 OK' }, resource: answerEntry(request.url) };
        }),
      ),
    );
    const charts = await readCharts(ehr, ids, ['Patient', 'Condition']);
    const reason = (id: string) => {
      const section = charts.get(id)?.Patient;
      return section?.status === 'failed' ? section.reason : section?.status;
    };
    expect(ids.slice(0, 6).map(reason)).toEqual([
      'ok',
      'patient_not_found',
      'server_busy',
      'server_error',
      'access_denied_by_server',
      'patient_not_found',
    ]);
    expect([...charts.values()].every((one) => one.Condition?.status === 'ok')).toBe(true);
  });

  it('that is too large for the server is asked for in halves', async () => {
    const { ehr, seen } = await stage((one) =>
      entries(one).length > 3
        ? { status: 400, json: outcome('too-costly') }
        : toResponse(
            entries(one).map(({ request }) => ({
              response: { status: '200' },
              resource: answerEntry(request.url),
            })),
          ),
    );
    const charts = await readCharts(ehr, ids, ['Patient', 'Condition']);
    expect([...charts.values()].every((one) => one.Condition?.status === 'ok')).toBe(true);
    expect(seen.length).toBeGreaterThan(10);
  });
});

describe('T26: anything at all', () => {
  const leaf = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom('Patient/a', 'Patient/b', '2026-01-01', 'active'),
  );
  const keys = fc.constantFrom(
    'id',
    'subject',
    'patient',
    'reference',
    'code',
    'coding',
    'text',
    'status',
    'period',
    'start',
    'category',
    'valueQuantity',
    'value',
    'component',
    'location',
    'name',
    'identifier',
    'extension',
    'contained',
    'dosageInstruction',
    'note',
    'resourceType',
    '__proto__',
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(keys, tie('tree'), { maxKeys: 5 }),
    ),
  }));

  it('never throws, and what belongs to another is never shown', async () => {
    let said: unknown;
    const { ehr } = await stage(
      ({ url }) => ({
        json: url.includes('Patient/a') ? said : searchset(Array.isArray(said) ? said : [Object(said)]),
      }),
      { hasBatch: false },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.constantFrom(...chartTypes),
            fc.constantFrom('a', 'b'),
            fc.dictionary(keys, tree, { maxKeys: 6 }),
          ),
          { maxLength: 4 },
        ),
        async (made) => {
          said = made.map(([resourceType, id, more], i) => ({
            ...more,
            resourceType,
            id: `${id}-${i}`,
            subject: { reference: `Patient/${id}` },
            patient: { reference: `Patient/${id}` },
            beneficiary: { reference: `Patient/${id}` },
          }));
          const sections = (await readCharts(ehr, ['a'])).get('a');
          expect(Object.keys(sections ?? {})).toHaveLength(chartTypes.length);
          for (const section of Object.values(sections ?? {})) {
            if (section.status === 'ok') for (const one of section.resources) expect(one.id).toMatch(/^a/);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
