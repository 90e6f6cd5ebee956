// Who may import what: the arrows of api/README.md and tabs/README.md, one rule each. Reads no files itself.
import type { Fault, Import, Source } from './source';

interface Arrow {
  readonly id: string;
  readonly isBroken: (from: string, to: Import) => boolean;
  readonly remedy: string;
}

/** `api/lists` of `api/lists/list.service.ts`; `api` itself for the files that compose the rooms. */
function toRoom(path: string): string {
  const parts = path.split('/');
  return parts.slice(0, Math.min(2, parts.length - 1)).join('/');
}

const isIn = (path: string, ...folders: string[]) => folders.some((folder) => path.startsWith(`${folder}/`));
const isPackage = (to: Import, ...names: string[]) =>
  !to.isRelative && names.some((name) => to.target === name || to.target.startsWith(`${name}/`));

/** What carries the features of the tab. Every other folder of tabs/ is a feature. */
const foundations = ['tabs/ui', 'tabs/net', 'tabs/host', 'tabs/i18n'];
const isFeature = (path: string) =>
  toRoom(path).startsWith('tabs/') && !isIn(path, 'tabs/app', ...foundations);
/** What every room of the API may use by value: the contract, known errors, the clinical rules, words and tables, … */
const sharedRooms = ['api/contract', 'api/clinical', 'api/errors', 'api/words', 'api/tables'];
/** … the shape of a route, and the one way to a team's own data. */
const sharedFiles = ['api/http/route', 'api/store/team-data', 'api/store/team-setup'];
const isShared = (target: string) => isIn(target, ...sharedRooms) || sharedFiles.includes(target);
/** The edge, which every request crosses, writes down what it sees. */
const isSeenAtTheEdge = (from: string, target: string) =>
  isIn(from, 'api/http', 'api/errors') && isIn(target, 'api/observability');

const apiArrows: readonly Arrow[] = [
  {
    id: 'rooms-by-compose',
    isBroken: (from, to) =>
      isIn(from, 'api') &&
      toRoom(from) !== 'api' &&
      isIn(to.target, 'api') &&
      !to.isType &&
      toRoom(to.target) !== toRoom(from) &&
      !isShared(to.target) &&
      !isSeenAtTheEdge(from, to.target),
    remedy:
      'take it as a dependency of createX(deps), let api/compose.ts hand it over, and import its type only',
  },
  {
    id: 'rooms-know-no-composer',
    isBroken: (from, to) =>
      toRoom(from) !== 'api' && isIn(from, 'api') && /^api\/[^/]+$/.test(to.target) && !to.isType,
    remedy: 'app.ts, compose.ts and main.ts import the rooms, never the other way round',
  },
  {
    id: 'contract-is-a-leaf',
    isBroken: (from, to) =>
      isIn(from, 'api/contract') && !isIn(to.target, 'api/contract') && !isPackage(to, 'zod'),
    remedy: 'the contract imports nothing but its own files and zod: put the shape into the contract itself',
  },
  {
    id: 'clinical-is-pure',
    isBroken: (from, to) =>
      isIn(from, 'api/clinical') &&
      !to.isType &&
      !isIn(to.target, 'api/clinical', 'api/contract') &&
      !isPackage(to, 'fhir'),
    remedy: 'clinical rules are pure functions over fhir/r4: pass in what they need as an argument',
  },
  {
    id: 'outbound-is-the-only-door',
    isBroken: (from, to) =>
      isIn(from, 'api') &&
      !isIn(from, 'api/outbound') &&
      from !== 'api/server.ts' &&
      isPackage(
        to,
        'undici',
        'http',
        'https',
        'http2',
        'net',
        'tls',
        'dns',
        'node:http',
        'node:https',
        'node:http2',
        'node:net',
        'node:tls',
        'node:dns',
      ) &&
      !to.isType,
    remedy: 'only api/outbound talks to other servers: take its guarded request as a dependency',
  },
  {
    id: 'express-at-the-edge',
    isBroken: (from, to) =>
      isPackage(to, 'express') &&
      !isIn(from, 'test', 'api/http', 'api/errors') &&
      toRoom(from) !== 'api' &&
      !/\.(routes|middleware)\.ts$/.test(from),
    remedy:
      'HTTP stays in *.routes.ts, *.middleware.ts, app.ts, server.ts, api/http and the error writer: pass plain values on',
  },
  {
    id: 'sql-in-stores',
    isBroken: (from, to) =>
      isPackage(to, 'kysely', 'better-sqlite3', 'pg') &&
      !isIn(from, 'test', 'api/store') &&
      !from.endsWith('.store.ts'),
    remedy: 'SQL stays in *.store.ts and api/store: ask a store for what you need',
  },
  {
    id: 'releases-in-fhir',
    isBroken: (from, to) => isPackage(to, 'fhir/r2', 'fhir/r3') && !isIn(from, 'test', 'api/fhir'),
    remedy: 'DSTU2 and STU3 are converted in api/fhir; everything else speaks fhir/r4',
  },
  {
    id: 'api-stands-alone',
    isBroken: (from, to) =>
      isIn(from, 'api') &&
      (isIn(to.target, 'tabs', 'manifest') ||
        isPackage(to, 'react', 'react-dom', 'react-i18next', '@fluentui', '@tanstack', 'fhirclient')),
    remedy: 'the API knows nothing of the tab: share by api/contract',
  },
];

const tabArrows: readonly Arrow[] = [
  {
    id: 'tab-reads-the-contract',
    isBroken: (from, to) =>
      isIn(from, 'tabs') &&
      isIn(to.target, 'api') &&
      !isIn(to.target, 'api/contract', 'api/clinical', 'api/words'),
    remedy:
      'the tab imports api/contract, api/clinical and api/words only: move the shared shape into the contract',
  },
  {
    id: 'no-schemas-in-the-tab',
    isBroken: (from, to) =>
      isIn(from, 'tabs') && !to.isType && (to.target.endsWith('.schema') || isPackage(to, 'zod')),
    remedy: 'use `import type` for *.schema files, so that zod stays out of the first load',
  },
  {
    id: 'teams-by-host',
    isBroken: (from, to) => isPackage(to, '@microsoft/teams-js') && !isIn(from, 'test', 'tabs/host'),
    remedy: 'only tabs/host knows teams-js: add what you need to the host port',
  },
  {
    id: 'fhirclient-reads-the-facade',
    isBroken: (from, to) => isPackage(to, 'fhirclient') && !isIn(from, 'test') && from !== 'tabs/net/fhir.ts',
    remedy: 'only tabs/net/fhir.ts reads FHIR in the tab: use useFhir',
  },
  {
    id: 'features-apart',
    isBroken: (from, to) => isFeature(from) && isFeature(to.target) && toRoom(from) !== toRoom(to.target),
    remedy: 'features never import each other: let tabs/app hand it over, or move the part to tabs/ui',
  },
  {
    id: 'foundations-know-no-feature',
    isBroken: (from, to) =>
      isIn(from, ...foundations) && (isFeature(to.target) || isIn(to.target, 'tabs/app')),
    remedy: 'ui, net, host and i18n carry the features and know none: take it as a property or argument',
  },
  {
    id: 'ui-fetches-nothing',
    isBroken: (from, to) => isIn(from, 'tabs/ui') && isIn(to.target, 'tabs/net') && !to.isType,
    remedy: 'tabs/ui shows what it is given: fetch in the feature',
  },
];

const projectArrows: readonly Arrow[] = [
  {
    id: 'nothing-needs-tests',
    isBroken: (from, to) => !isIn(from, 'test') && isIn(to.target, 'test'),
    remedy: 'the product must run without test/: move the part to where it is used',
  },
  {
    id: 'manifest-stands-alone',
    isBroken: (from, to) => isIn(from, 'manifest') && isIn(to.target, 'api', 'tabs'),
    remedy: 'the manifest is built without the app: repeat the one word it needs',
  },
];

export const arrows: readonly Arrow[] = [...apiArrows, ...tabArrows, ...projectArrows];

export function findBrokenArrows(sources: readonly Source[]): Fault[] {
  return sources.flatMap((source) =>
    source.imports.flatMap((to) =>
      arrows
        .filter((arrow) => arrow.isBroken(source.path, to))
        .map(({ id, remedy }) => ({
          where: `${source.path}:${to.line} → ${to.target}`,
          remedy: `${remedy} (${id})`,
        })),
    ),
  );
}

/** Rings of value imports: whichever file is loaded first sees the other half-made. */
export function findRings(sources: readonly Source[]): Fault[] {
  const byModule = new Map(sources.map((source) => [source.path.replace(/\.tsx?$/, ''), source]));
  const done = new Set<Source>();
  const faults: Fault[] = [];
  const walk = (source: Source, way: readonly Source[]) => {
    const at = way.indexOf(source);
    if (at >= 0) {
      const ring = [...way.slice(at), source].map((each) => each.path).join(' → ');
      faults.push({ where: ring, remedy: 'a ring of imports: move what both need into a third file' });
      return;
    }
    if (done.has(source)) return;
    for (const to of source.imports) {
      const next = to.isRelative && !to.isType ? byModule.get(to.target) : undefined;
      if (next) walk(next, [...way, source]);
    }
    done.add(source);
  };
  for (const source of sources) walk(source, []);
  return faults;
}
