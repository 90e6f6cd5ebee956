// Tokens, sorting, pages and places, against servers that a test scripts.
import { describe, expect, it } from 'vitest';
import { readCharts, readSection, toResources } from './fhir-room';
import { outcome, searchset, stage } from './scripted-server';

describe('a token', () => {
  const token = (n: number) => ({ json: { token_type: 'Bearer', access_token: `t${n}`, expires_in: 3600 } });

  it('that is refused is asked for once more, for all waiting calls together, and the calls are repeated', async () => {
    let issued = 0;
    const { ehr, seen } = await stage(
      ({ url, authorization }) => {
        if (url.endsWith('/token')) return token(issued++);
        if (authorization === 'Bearer t0') return { status: 401, json: outcome('login') };
        return { json: searchset([]) };
      },
      { isPartner: true, hasBatch: false },
    );
    const charts = await readCharts(ehr, ['a', 'b', 'c', 'd'], ['Condition', 'AllergyIntolerance']);
    expect([...charts.values()].every((one) => one.Condition?.status === 'ok')).toBe(true);
    expect(seen.filter((one) => one.url.endsWith('/token'))).toHaveLength(2);
  });

  it('that is refused again is not asked for a third time', async () => {
    let issued = 0;
    const { ehr, seen } = await stage(
      ({ url }) =>
        url.endsWith('/token') ? token(issued++) : { status: 401, type: 'text/plain', text: 'no' },
      { isPartner: true },
    );
    await expect(ehr.searchPatients({ name: 'a' })).rejects.toMatchObject({
      code: 'access_denied_by_server',
    });
    expect(seen.filter((one) => one.url.endsWith('/token'))).toHaveLength(2);
  });

  it('never goes to an open server', async () => {
    const { ehr, seen } = await stage(() => ({ json: searchset([]) }));
    await ehr.searchPatients({ name: 'a' });
    expect(seen.every((one) => one.authorization === undefined)).toBe(true);
  });
});

describe('sorting', () => {
  const encounter = (day: number) => ({
    resourceType: 'Encounter',
    id: `e${day}`,
    status: 'finished',
    subject: { reference: 'Patient/a' },
    period: { start: `2026-01-${String(day).padStart(2, '0')}` },
  });
  const days = (from: number, to: number) =>
    Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => encounter(from + (to > from ? i : -i)));
  const next = (base: string) => ({ link: [{ relation: 'next', url: `${base}/Encounter?page=2` }] });

  it('that really happened saves the other pages', async () => {
    const newest = Array.from({ length: 50 }, (_, i) => ({
      ...encounter(1),
      id: `e${i}`,
      period: { start: new Date(Date.UTC(2026, 0, 31 - i)).toISOString() },
    }));
    const { ehr, seen } = await stage((_one, base) => ({ json: searchset(newest, next(base)) }));
    expect(await readSection(ehr, 'a', 'Encounter')).toMatchObject({
      status: 'ok',
      mayBeIncomplete: false,
      hasOlder: true,
    });
    expect(seen).toHaveLength(1);
    expect(seen[0]?.url).toContain('_sort=-date');
  });

  describe('a first page with nothing but what is planned', () => {
    const dayOf = (n: number) => ({ period: { start: new Date(Date.UTC(2027, 0, 1 - n)).toISOString() } });
    const page = (from: number, status: string) =>
      Array.from({ length: 50 }, (_, i) => ({
        ...encounter(1),
        id: `e${from + i}`,
        status,
        ...dayOf(from + i),
      }));
    const yearsAhead = (start: string) => ({
      period: { start: `${Number(start.slice(0, 4)) + 72}${start.slice(4)}` },
    });
    const readPages = (pages: readonly (readonly object[])[]) =>
      stage(
        ({ url }, base) => {
          const at = Number(/page=(\d+)/.exec(url)?.[1] ?? 0);
          const link = [{ relation: 'next', url: `${base}/Encounter?page=${at + 1}` }];
          const isLast = at === pages.length - 1;
          return { json: searchset(pages[at] ?? [], isLast ? {} : { link }) };
        },
        { hasBatch: false },
      );

    it('is read on until somebody is somewhere, and no further', async () => {
      const [first, second] = [page(0, 'planned'), page(50, 'in-progress')];
      const { ehr } = await readPages([first, second, page(100, 'finished'), []]);
      // In the panel and in a list.
      for (const ids of [['a'], ['a', 'b']]) {
        const section = (await readCharts(ehr, ids, ['Encounter'])).get('a')?.Encounter;
        expect(section).toMatchObject({ status: 'ok', mayBeIncomplete: false, hasOlder: true });
        expect(toResources(section)).toHaveLength(100);
      }
    });

    it('by its start, whatever its status is called, is read on as well', async () => {
      const ahead = page(0, 'scheduled').map((one) => ({ ...one, ...yearsAhead(one.period.start) }));
      const { ehr } = await readPages([ahead, page(50, 'in-progress'), page(100, 'finished'), []]);
      for (const ids of [['a'], ['a', 'b']]) {
        const section = (await readCharts(ehr, ids, ['Encounter'])).get('a')?.Encounter;
        expect(section).toMatchObject({ status: 'ok', mayBeIncomplete: false, hasOlder: true });
        expect(toResources(section)).toHaveLength(100);
      }
    });

    it('all the way to the end tells that there is no other', async () => {
      const { ehr } = await readPages([page(0, 'planned'), page(50, 'planned')]);
      const section = await readSection(ehr, 'a', 'Encounter');
      expect(section).toMatchObject({ status: 'ok', mayBeIncomplete: false });
      expect(section).not.toHaveProperty('hasOlder');
    });

    it('stops at the limit, and says that there may be more', async () => {
      const { ehr, seen } = await readPages(Array.from({ length: 9 }, (_, i) => page(50 * i, 'planned')));
      expect(await readSection(ehr, 'a', 'Encounter')).toMatchObject({ mayBeIncomplete: true });
      expect(seen).toHaveLength(5);
    });

    it('and a second that can’t be read is no answer', async () => {
      const { ehr } = await stage(({ url }, base) =>
        url.includes('page=2') ? { status: 500 } : { json: searchset(page(0, 'planned'), next(base)) },
      );
      expect(await readSection(ehr, 'a', 'Encounter')).toMatchObject({ status: 'failed' });
    });
  });

  it('that came with fewer than were asked for is read on for a panel, three pages at the most', async () => {
    const { ehr, seen } = await stage(({ url }, base) => {
      const page = Number(/page=(\d+)/.exec(url)?.[1] ?? 1);
      const link = [{ relation: 'next', url: `${base}/Encounter?page=${page + 1}` }];
      return { json: searchset(days(30 - 5 * page, 26 - 5 * page), { link }) };
    });
    const section = await readSection(ehr, 'a', 'Encounter');
    expect(section).toMatchObject({ status: 'ok', mayBeIncomplete: false, hasOlder: true });
    expect(toResources(section)).toHaveLength(15);
    expect(seen).toHaveLength(3);
  });

  it.each(['DSTU2', 'STU3'] as const)('is spelt as %s spells it', async (release) => {
    const { ehr, seen } = await stage(() => ({ json: searchset([]) }), { release });
    await readSection(ehr, 'a', 'Encounter');
    expect(seen[0]?.url).toContain(release === 'DSTU2' ? '_sort:desc=date' : '_sort=-date');
  });

  it('that the server only claims makes us read on, and the newest is there', async () => {
    const { ehr } = await stage(({ url }, base) => ({
      json: url.includes('page=2') ? searchset(days(11, 20)) : searchset(days(1, 10), next(base)),
    }));
    const ids = toResources(await readSection(ehr, 'a', 'Encounter')).map((one) => one.id);
    expect(ids).toHaveLength(20);
    expect(ids).toContain('e20');
  });

  it('that is refused is left out, once and for all', async () => {
    const { ehr, seen } = await stage(({ url }) =>
      url.includes('_sort') ? { status: 400, json: outcome('invalid') } : { json: searchset(days(1, 3)) },
    );
    expect(toResources(await readSection(ehr, 'a', 'Encounter'))).toHaveLength(3);
    await readSection(ehr, 'a', 'Encounter');
    expect(seen.map(({ url }) => url.includes('_sort'))).toEqual([true, false, false]);
  });

  it('a page that fails on the way fails the section: old must not pass for new', async () => {
    const { ehr } = await stage(({ url }, base) =>
      url.includes('page=2') ? { status: 500 } : { json: searchset(days(1, 10), next(base)) },
    );
    expect(await readSection(ehr, 'a', 'Encounter')).toMatchObject({
      status: 'failed',
      reason: 'server_error',
    });
  });

  it('T23: more pages than we read say that something may be missing', async () => {
    let page = 0;
    const { ehr, seen } = await stage((_one, base) => ({
      json: searchset(
        days(1, 5).map((one) => ({ ...one, id: `${one.id}-${page}` })),
        {
          link: [{ relation: 'next', url: `${base}/Encounter?page=${++page}` }],
        },
      ),
    }));
    expect(await readSection(ehr, 'a', 'Encounter')).toMatchObject({ status: 'ok', mayBeIncomplete: true });
    expect(seen).toHaveLength(5);
  });
});

describe('places and medicines', () => {
  const location = (id: string, above?: string) => ({
    resourceType: 'Location',
    id,
    name: id,
    ...(above ? { partOf: { reference: `Location/${above}` } } : {}),
  });
  const stay = {
    resourceType: 'Encounter',
    id: 'e',
    status: 'in-progress',
    subject: { reference: 'Patient/a' },
    location: [{ location: { reference: 'Location/bed' } }],
  };

  it('T27: a circle of places ends, and each is asked for once', async () => {
    const circle: Record<string, object> = {
      bed: location('bed', 'room'),
      room: location('room', 'ward'),
      ward: location('ward', 'bed'),
    };
    const { ehr, seen } = await stage(({ url }) => {
      const id = /Location\/(\w+)/.exec(url)?.[1];
      return { json: id ? circle[id] : searchset([stay]) };
    });
    const section = await readSection(ehr, 'a', 'Encounter');
    expect(section.status === 'ok' && section.included.map((one) => one.id)).toEqual(['bed', 'room', 'ward']);
    expect(seen).toHaveLength(4);
  });

  it('are those of the stay that tells where somebody is, not of one that is still to come', async () => {
    const place = (id: string) => [{ location: { reference: `Location/${id}` } }];
    const known = { ...stay, status: 'unknown', period: { start: '2026-01-01' } };
    const next = {
      ...stay,
      id: 'n',
      status: 'unknown',
      period: { start: '2099-01-01' },
      location: place('or'),
    };
    const { ehr, seen } = await stage(({ url }) => {
      const id = /Location\/(\w+)/.exec(url)?.[1];
      return { json: id ? location(id) : searchset([next, known]) };
    });
    const section = await readSection(ehr, 'a', 'Encounter');
    expect(section.status === 'ok' && section.included.map((one) => one.id)).toEqual(['bed']);
    expect(seen).toHaveLength(2);
  });

  it('T6: a place on another server is not asked for', async () => {
    const elsewhere = {
      ...stay,
      location: [{ location: { reference: 'http://127.0.0.1:1/fhir/Location/bed' } }],
    };
    const { ehr, seen } = await stage(() => ({ json: searchset([elsewhere]) }));
    await readSection(ehr, 'a', 'Encounter');
    expect(seen).toHaveLength(1);
  });

  it('a place that cannot be read leaves the encounter as it is', async () => {
    const { ehr } = await stage(({ url }) =>
      url.includes('Location/') ? { status: 404 } : { json: searchset([stay]) },
    );
    expect(await readSection(ehr, 'a', 'Encounter')).toMatchObject({ status: 'ok', included: [] });
  });

  it('a medicine that is only pointed to comes along, a contained one stays inside', async () => {
    const order = (id: string, reference: string, more: object = {}) => ({
      resourceType: 'MedicationRequest',
      id,
      status: 'active',
      subject: { reference: 'Patient/a' },
      medicationReference: { reference },
      ...more,
    });
    const { ehr } = await stage(({ url }) => ({
      json: url.includes('Medication/m1')
        ? { resourceType: 'Medication', id: 'm1', code: { text: 'Aspirin' } }
        : searchset([
            order('o1', 'Medication/m1'),
            order('o2', '#in', {
              contained: [{ resourceType: 'Medication', id: 'in', code: { text: 'Insulin' } }],
            }),
          ]),
    }));
    const section = await readSection(ehr, 'a', 'MedicationRequest');
    expect(section).toMatchObject({
      included: [{ resourceType: 'Medication', id: 'm1', code: { text: 'Aspirin' } }],
    });
    expect(toResources(section)[1]).toMatchObject({ contained: [{ id: 'in', code: { text: 'Insulin' } }] });
  });
});
