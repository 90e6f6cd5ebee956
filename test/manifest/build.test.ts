import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { lintPackage } from '../../manifest/lint';
import { checkAgainstSchema } from '../../manifest/official-schema';
import { makeFiles, toZip } from '../../manifest/package';
import { toSettings } from '../../manifest/settings.schema';

const settings = toSettings({}, '1.2.3');
const toHash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

it('T45: building twice gives the same bytes', () => {
  expect(toHash(toZip(makeFiles(settings)))).toBe(toHash(toZip(makeFiles(settings))));
});

it('T45: the order of the files and the time zone of the machine change no byte', () => {
  const files = makeFiles(settings);
  const reversed = Object.fromEntries(Object.entries(files).reverse());
  const zone = process.env.TZ;
  const here = toHash(toZip(files));
  process.env.TZ = 'Pacific/Auckland';
  try {
    expect(toHash(toZip(reversed))).toBe(here);
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});

it('passes the official schema and our own lint', async () => {
  const files = makeFiles(settings);
  expect(await checkAgainstSchema(strFromU8(files['manifest.json']))).toEqual([]);
  expect(lintPackage(files)).toEqual([]);
});

it('holds the manifest, two icons and two languages, and nothing else', () => {
  expect(Object.keys(unzipSync(toZip(makeFiles(settings)))).sort()).toEqual([
    'color.png',
    'languages/ja.json',
    'languages/zh-TW.json',
    'manifest.json',
    'outline.png',
  ]);
});

it("takes host, client id, app id and version from the operator's variables", () => {
  const own = toSettings(
    {
      PATIENTS_PUBLIC_URL: 'https://patients.seaview.example',
      PATIENTS_CLIENT_ID: '3F2504E0-4F89-41D3-9A0C-0305E82C3301',
      MANIFEST_APP_ID: '3f2504e0-4f89-41d3-9a0c-0305e82c3302',
      MANIFEST_DEVELOPER: 'Seaview "IT"',
    },
    '2.0.1',
  );
  const manifest = JSON.parse(strFromU8(makeFiles(own)['manifest.json']));
  expect(manifest).toMatchObject({
    id: '3f2504e0-4f89-41d3-9a0c-0305e82c3302',
    version: '2.0.1',
    developer: { name: 'Seaview "IT"' },
    validDomains: ['patients.seaview.example'],
    webApplicationInfo: {
      id: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
      resource: 'api://patients.seaview.example/3f2504e0-4f89-41d3-9a0c-0305e82c3301',
    },
  });
});

it('T45: asks for the roster of team and channel and for nothing else', () => {
  const manifest = JSON.parse(strFromU8(makeFiles(settings)['manifest.json']));
  expect(manifest.authorization.permissions.resourceSpecific).toEqual([
    { name: 'TeamMember.Read.Group', type: 'Application' },
    { name: 'ChannelMember.Read.Group', type: 'Application' },
    { name: 'TeamSettings.Read.Group', type: 'Application' },
    { name: 'ChannelSettings.Read.Group', type: 'Application' },
  ]);
});

it('names each wrong variable at once', () => {
  const wrong = { PATIENTS_PUBLIC_URL: 'patients', PATIENTS_CLIENT_ID: '12' };
  expect(() => toSettings(wrong, '1.0.0')).toThrow(/PATIENTS_PUBLIC_URL[\s\S]*PATIENTS_CLIENT_ID/);
});

it('the official schema refuses a key that it does not know', async () => {
  const manifest = JSON.parse(strFromU8(makeFiles(settings)['manifest.json']));
  const faults = await checkAgainstSchema(JSON.stringify({ ...manifest, packageName: 'patients' }));
  expect(faults.join()).toMatch(/additional|packageName/i);
});

it('another schema than the bundled one is refused instead of fetched', async () => {
  const faults = await checkAgainstSchema('{"$schema":"https://schemas.example/v99.json"}');
  expect(faults.join()).toContain('v1.25');
});
