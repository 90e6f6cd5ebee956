// `npm run manifest`: builds, checks and writes dist/manifest/patients.zip. The only file of this room that acts on import.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8 } from 'fflate';
import { z } from 'zod';
import { lintPackage } from './lint';
import { checkAgainstSchema } from './official-schema';
import { makeFiles, toZip } from './package';
import { toSettings } from './settings.schema';

const root = join(import.meta.dirname, '..');
const target = 'dist/manifest/patients.zip';

async function build(): Promise<string> {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const settings = toSettings(process.env, version);
  const files = makeFiles(settings);
  const faults = [...(await checkAgainstSchema(strFromU8(files['manifest.json']))), ...lintPackage(files)];
  if (faults.length > 0) throw new Error(`The manifest has faults:\n  ${faults.join('\n  ')}`);
  const zip = toZip(files);
  mkdirSync(join(root, 'dist/manifest'), { recursive: true });
  writeFileSync(join(root, target), zip);
  const sha256 = createHash('sha256').update(zip).digest('hex');
  return `${target}: ${zip.length} bytes for ${settings.host}, version ${settings.version}\nsha256 ${sha256}\n`;
}

try {
  process.stdout.write(await build());
} catch (error) {
  const words = error instanceof z.ZodError ? z.prettifyError(error) : error;
  process.stderr.write(`${words instanceof Error ? words.message : words}\n`);
  process.exitCode = 1;
}
