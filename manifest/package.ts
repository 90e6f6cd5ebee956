// The files of the Teams app package, from the template and the operator's settings, and their zip. Writes nothing.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { toPng } from './icons/png';
import { drawColourIcon, drawOutlineIcon } from './icons/symbol';
import type { ManifestSettings } from './settings.schema';

/** Path inside the zip → content. */
export type PackageFiles = Readonly<Record<string, Uint8Array>>;

const folder = import.meta.dirname;

function read(path: string): Uint8Array {
  return readFileSync(join(folder, path));
}

function fill(template: string, settings: ManifestSettings): string {
  const values = new Map(Object.entries(settings));
  return template.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`manifest/template.json names {{${name}}}: no such setting`);
    return JSON.stringify(value).slice(1, -1);
  });
}

export function makeFiles(settings: ManifestSettings) {
  const template = readFileSync(join(folder, 'template.json'), 'utf8');
  return {
    'manifest.json': strToU8(fill(template, settings)),
    'color.png': toPng(drawColourIcon()),
    'outline.png': toPng(drawOutlineIcon()),
    'languages/ja.json': read('languages/ja.json'),
    'languages/zh-TW.json': read('languages/zh-TW.json'),
  } satisfies PackageFiles;
}

/** The same files give the same bytes, on any day and machine. */
export function toZip(files: PackageFiles): Uint8Array {
  const sorted = Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
  // The first moment that a zip can name; in local time, since that is what a zip stores.
  return zipSync(sorted, { level: 9, mtime: new Date(1980, 0, 1) });
}
