// The interview of a live server on paper: every check of the link and every answer in a line, then the row of the matrix.
// No name, MRN or token stands in it.
import type { Check } from '../../api/contract/connect.schema';
import type { Finding } from './finding';
import type { Interview } from './interview';
import type { Options } from './options';
import { matrixHead, toRow } from './row';

const signs = { works: '✓', otherwise: '~', absent: '–', wrong: '✗' } as const;
const checkSigns = { running: ' ', ok: '✓', warning: '~', failed: '✗', skipped: '–' } as const;

function toCheckLine({ id, status, code, facts = {}, ms = 0 }: Check): string {
  const told = Object.entries(facts).map(([name, value]) => `${name} ${[value].flat().join(' ') || 'none'}`);
  const rest = [...(code === undefined ? [] : [code]), ...told].join('; ');
  return `${checkSigns[status]} link: ${id.padEnd(12)} ${rest} (${ms} ms)`;
}

function toLine({ id, verdict, words }: Finding): string {
  return `${signs[verdict]} ${id.padEnd(18)} ${words}`;
}

export function toReport(told: Interview, { link = '', isJson }: Pick<Options, 'link' | 'isJson'>): string {
  const { checks, findings, release, software } = told;
  const name = software ?? (URL.canParse(link) ? new URL(link).host : link);
  const row = toRow({ name, release, findings });
  if (isJson) return JSON.stringify({ name, release, checks, findings, row }, null, 2);
  const lines = [...checks.map(toCheckLine), '', ...findings.map(toLine), '', matrixHead, row];
  return lines.join('\n');
}
