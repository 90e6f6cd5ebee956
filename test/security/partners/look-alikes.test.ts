import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInsideBase } from '../../../api/partners/base-match.policy';
import { createPartners } from '../../../api/partners/registry.service';
import { recordFigure } from '../figures';

const base = 'https://fhir.good.org/r4/tenant';
const auth = { kind: 'client_secret_post', clientId: 'a', clientSecret: 'b' };
const partner = {
  id: 'good',
  name: 'Good',
  bases: [base],
  tokenEndpoint: 'https://auth.good.org/token',
  auth,
};
const { findMatch } = createPartners({ partners: [partner], openServers: [] });

/** Addresses that begin, end or look like the registered one. */
const lookAlikes: readonly string[] = [
  ...[
    'https://fhir.good.org.evil.net/r4/tenant',
    'https://fhir.good.org@evil.net/r4/tenant',
    'https://evil.net/fhir.good.org/r4/tenant',
  ],
  ...[
    'https://fhir.good.org:443@evil.net/r4/tenant',
    'https://fhir.good.org%40evil.net/r4/tenant',
    'https://fhir.good.org:8443/r4/tenant',
  ],
  ...[
    'https://fhir.good.org:80/r4/tenant',
    'http://fhir.good.org/r4/tenant',
    'http://fhir.good.org:443/r4/tenant',
    'ftp://fhir.good.org/r4/tenant',
  ],
  ...[
    'https://fhir-good.org/r4/tenant',
    'https://fhir.good.org./r4/tenant',
    'https://xfhir.good.org/r4/tenant',
    'https://good.org/r4/tenant',
  ],
  ...[
    'https://www.fhir.good.org/r4/tenant',
    'https://fhir.goood.org/r4/tenant',
    'https://fhir.g00d.org/r4/tenant',
    'https://fhir.gооd.org/r4/tenant',
  ],
  ...[
    'https://fhіr.good.org/r4/tenant',
    'https://fhir.good.оrg/r4/tenant',
    'https://fhir.good.orq/r4/tenant',
    'https://fhir.good.org.uk/r4/tenant',
  ],
  ...[
    'https://fhir.good.com/r4/tenant',
    'https://fhir.good/r4/tenant',
    'https://[fhir.good.org]/r4/tenant',
    'https://127.0.0.1/r4/tenant',
  ],
  ...[
    'https://user@fhir.good.org/r4/tenant',
    'https://user:pass@fhir.good.org/r4/tenant',
    'https://:pass@fhir.good.org/r4/tenant',
  ],
  ...[
    'https://fhir.good.org/r4',
    'https://fhir.good.org/',
    'https://fhir.good.org/r4/tenant2',
    'https://fhir.good.org/r4/tenantevil',
  ],
  ...[
    'https://fhir.good.org/r4/tenan',
    'https://fhir.good.org/r4/Tenant',
    'https://fhir.good.org/R4/tenant',
    'https://fhir.good.org/r4evil/tenant',
  ],
  ...[
    'https://fhir.good.org/r4/../evil',
    'https://fhir.good.org/r4/tenant/../../evil',
    'https://fhir.good.org/r4/tenant/../tenant2',
  ],
  ...[
    'https://fhir.good.org/r4/tenant/..',
    'https://fhir.good.org/r4/tenant/%2e%2e/evil',
    'https://fhir.good.org/r4/tenant/%2E%2E/%2e%2e/evil',
  ],
  ...[
    'https://fhir.good.org/r4/tenant/.%2e/evil',
    'https://fhir.good.org/r4/tenant%2f..%2f..%2fevil',
    'https://fhir.good.org/r4%2ftenant',
  ],
  ...[
    'https://fhir.good.org/r4/tenant%5c..%5cevil',
    'https://fhir.good.org/r4/tenant/x%2f..%2f..',
    'https://fhir.good.org//r4/tenant',
  ],
  ...[
    'https://fhir.good.org/r4//tenant',
    'https://fhir.good.org/r4/tenant//x',
    'https://fhir.good.org/r4/tenant%00',
    'https://fhir.good.org/r4/tenant/%00',
  ],
  ...[
    'https://fhir.good.org/r4/tenant;x',
    'https://fhir.good.org/r4/tenant%3fx',
    'https://fhir.good.org/r4/tenant%23x',
    'https://fhir.good.org/r4/tenant%20',
  ],
  ...[
    'https://fhir.good.org/r4/%74enant',
    'https://fhir.good.org/%72%34/tenant',
    'https://fhir.good.org/x/r4/tenant',
    'https://fhir.good.org/?/r4/tenant',
  ],
  ...[
    'https://fhir.good.org/#/r4/tenant',
    'https://fhir.good.org\\.evil.net/r4/tenant',
    'https://evil.net\\@fhir.good.org/r4/tenant',
    'https://evil.net#fhir.good.org/r4/tenant',
  ],
  ...[
    'https://evil.net?fhir.good.org/r4/tenant',
    'javascript://fhir.good.org/r4/tenant',
    'blob:https://fhir.good.org/r4/tenant',
    'data:https://fhir.good.org/r4/tenant',
  ],
];
const same: readonly string[] = [
  ...[
    base,
    `${base}/`,
    `${base}/Patient/1`,
    'https://FHIR.good.org/r4/tenant',
    'https://fhir.good.org:443/r4/tenant',
    'HTTPS://fhir.good.org/r4/tenant',
  ],
  ...[
    'https://fhir.good.org/r4/x/../tenant',
    'https://fhir.good.org/./r4/tenant',
    'https://fhir.good.org\\r4\\tenant',
    'https://ｆhir.good.org/r4/tenant',
  ],
];

const isMatched = (text: string) => URL.canParse(text) && findMatch(new URL(text))?.kind === 'partner';

describe('T5: a link is a registered one by its origin and path segments alone', () => {
  it('60 look-alikes match nothing, and other ways of writing the same address do', () => {
    expect(lookAlikes.length).toBeGreaterThanOrEqual(60);
    const through = lookAlikes.filter(isMatched);
    recordFigure({ id: 'T5', name: 'look-alike bases', tried: lookAlikes.length, through: through.length });
    expect(through).toEqual([]);
    expect(same.filter((text) => !isMatched(text))).toEqual([]);
  });

  it('in general: the same origin and the same first segments, and nothing else', () => {
    const origin = fc.constantFrom(
      'https://a.org',
      'https://a.org:8443',
      'http://a.org',
      'https://a.org.evil.net',
      'https://b.org',
    );
    const segments = fc.array(fc.constantFrom('r4', 'r', 'r44', 'R4', 'x', '..', '.', 'r4evil'), {
      maxLength: 4,
    });
    const address = fc
      .tuple(origin, segments)
      .map(([start, parts]) => new URL(`${start}/${parts.join('/')}`));
    const toSegments = ({ pathname }: URL) => pathname.split('/').filter((one) => one !== '');
    fc.assert(
      fc.property(address, address, (link, registered) => {
        const [inner, outer] = [toSegments(link), toSegments(registered)];
        const isExpected = link.origin === registered.origin && outer.every((one, i) => one === inner[i]);
        expect(isInsideBase(link, registered)).toBe(isExpected);
      }),
      { numRuns: 5_000, seed: 20_261_126 },
    );
  });
});
