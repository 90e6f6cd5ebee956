// What the lock file pulls in (threat T44): where from, how many, under which licence, with which install scripts.
import { z } from 'zod';
import type { Fault } from './source';

/** Raise it on purpose and say why in the commit: every package is code that runs beside patients' data. */
export const packageBudget = 720;
/** What runs in production. fhirclient alone would bring 670 more by optional dependencies that nobody needs. */
export const productionBudget = 295;

const licences = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'WTFPL',
  'Zlib',
]);

/** Packages whose package.json names no licence, and where it was read instead. */
const readByHand: Readonly<Record<string, string>> = { only: 'MIT, in its Readme.md' };

const entry = z.looseObject({
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  license: z.unknown().optional(),
  link: z.boolean().optional(),
  hasInstallScript: z.boolean().optional(),
  dev: z.boolean().optional(),
  devOptional: z.boolean().optional(),
});
export const lockShape = z.looseObject({ packages: z.record(z.string(), entry) });
export type Lock = z.infer<typeof lockShape>;

function isAllowedLicence(licence: unknown): boolean {
  if (typeof licence !== 'string') return false;
  return licence
    .replace(/[()]/g, '')
    .split(/ OR /)
    .some((choice) => choice.split(/ AND /).every((part) => licences.has(part.trim())));
}

function toName(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

function entryFaults(path: string, each: z.infer<typeof entry>, allowed: ReadonlySet<string>): Fault[] {
  const name = toName(path);
  const remedies: string[] = [];
  if (!each.integrity?.startsWith('sha512-'))
    remedies.push('has no sha512 integrity: install it anew by npm');
  if (each.resolved !== undefined) {
    remedies.push(
      'names where it comes from: packages come from the configured registry, never from git or a host',
    );
  }
  if (each.hasInstallScript && !allowed.has(name)) {
    remedies.push(
      'runs a script when installed: read the script, then list it in allowScripts of package.json',
    );
  }
  if (!isAllowedLicence(each.license) && !(name in readByHand)) {
    remedies.push(
      `has the licence ${JSON.stringify(each.license) ?? 'unknown'}: read it before you allow it here`,
    );
  }
  return remedies.map((remedy) => ({ where: `package-lock.json ${path}`, remedy }));
}

/** `allowScripts`: names that package.json says yes or no to. */
export function findLockFaults(lock: Lock, allowScripts: Readonly<Record<string, unknown>>): Fault[] {
  const entries = Object.entries(lock.packages).filter(([path]) => path !== '');
  const allowed = new Set(Object.keys(allowScripts));
  const faults = entries.flatMap(([path, each]) => entryFaults(path, each, allowed));
  if (entries.length > packageBudget) {
    faults.push({
      where: `package-lock.json (${entries.length} packages)`,
      remedy: `at most ${packageBudget}: do without, or raise the budget in test/house/packages.ts and say why`,
    });
  }
  const production = entries.filter(([, each]) => !each.dev && !each.devOptional);
  if (production.length > productionBudget) {
    faults.push({
      where: `package-lock.json (${production.length} packages in production)`,
      remedy: `at most ${productionBudget}: do without, or raise the budget in test/house/packages.ts and say why`,
    });
  }
  return faults;
}
