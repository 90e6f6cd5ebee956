// Each lint rule with a package that breaks it, and only it.
import { strFromU8, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { toPng } from '../../manifest/icons/png';
import { drawColourIcon, drawOutlineIcon } from '../../manifest/icons/symbol';
import { lintPackage, rules } from '../../manifest/lint';
import { makeFiles, type PackageFiles } from '../../manifest/package';
import { toSettings } from '../../manifest/settings.schema';

const good = makeFiles(toSettings({}, '1.2.3'));

/** The good package with these texts of its manifest replaced. */
function withManifest(...replacements: [from: string, to: string][]): PackageFiles {
  let text = strFromU8(good['manifest.json']);
  for (const [from, to] of replacements) {
    if (!text.includes(from)) throw new Error(`the manifest has no ${from}`);
    text = text.replaceAll(from, to);
  }
  return { ...good, 'manifest.json': strToU8(text) };
}

function withLanguage(words: Record<string, string | undefined>): PackageFiles {
  const file = 'languages/ja.json';
  return { ...good, [file]: strToU8(JSON.stringify({ ...JSON.parse(strFromU8(good[file])), ...words })) };
}

function without(path: keyof typeof good): PackageFiles {
  const { [path]: _left, ...rest } = good;
  return rest;
}

function withNone(tabs: 'configurableTabs' | 'staticTabs'): PackageFiles {
  const manifest = { ...JSON.parse(strFromU8(good['manifest.json'])), [tabs]: [] };
  return { ...good, 'manifest.json': strToU8(JSON.stringify(manifest)) };
}

const host = 'patients.example.org';
const broken: Record<string, PackageFiles> = {
  'https-only': withManifest([`https://${host}/privacy`, `http://${host}/privacy`]),
  'domain-is-bare-host': withManifest([host, 'localhost:3978']),
  'only-our-domain': withManifest([`["${host}"]`, `["${host}", "login.example.org"]`]),
  'tab-in-domains': withManifest([`https://${host}/my-lists"`, 'https://elsewhere.example/my-lists"']),
  'resource-is-ours': withManifest([`api://${host}/`, `api://${host}/x`]),
  placeholders: withManifest(['?locale={locale}', '?user={userObjectId}']),
  'version-triple': withManifest(['"1.2.3"', '"1.0"']),
  'names-differ': withManifest(['Patients: rounding lists for care teams', 'Patients']),
  'descriptions-differ': withLanguage({ 'description.short': 'EHR', 'description.full': 'EHR. EHR.' }),
  'languages-valid': withLanguage({ 'name.short': 'x'.repeat(31) }),
  'tabs-named': withLanguage({ 'staticTabs[0].name': undefined }),
  'files-present': without('outline.png'),
  'nothing-else': { ...good, 'notes.txt': strToU8('left over') },
  'least-permissions': withManifest(['TeamMember.Read.Group', 'ChannelMessage.Read.Group']),
  identity: withManifest(['["identity"]', '["identity", "messageTeamMembers"]']),
  'both-tabs': withNone('configurableTabs'),
  'channel-only': withManifest(['["channelTab"]', '["channelTab", "meetingSidePanel"]']),
  icons: { ...good, 'outline.png': toPng(drawColourIcon()) },
};

const alsoBroken = new Map([
  // one fault of the manifest that two rules see
  ['domain-is-bare-host', ['domain-is-bare-host']],
  ['tab-in-domains', ['tab-in-domains', 'resource-is-ours']],
]);

it('each rule has a failing example', () => {
  expect(Object.keys(broken).sort()).toEqual(rules.map((rule) => rule.id).sort());
});

it.each(Object.entries(broken))('%s is found, and nothing else', (id, files) => {
  const found = new Set(lintPackage(files).map((fault) => fault.slice(0, fault.indexOf(':'))));
  expect([...found].sort()).toEqual([...(alsoBroken.get(id) ?? [id])].sort());
});

it('a package without a personal tab is told so', () => {
  expect(lintPackage(withNone('staticTabs')).join()).toContain('both-tabs');
});

it('a package without a manifest is told so', () => {
  expect(lintPackage(without('manifest.json'))).toEqual(['files-present: manifest.json is missing.']);
});

it('a port in the public address is refused', () => {
  const files = makeFiles(toSettings({ PATIENTS_PUBLIC_URL: 'https://patients.example.org:8443' }, '1.0.0'));
  expect(lintPackage(files).join()).toContain('domain-is-bare-host');
});

describe('the outline icon is refused when', () => {
  const change = (at: number, rgba: number[]) => {
    const picture = drawOutlineIcon();
    picture.pixels.set(rgba, at * 4);
    return lintPackage({ ...good, 'outline.png': toPng(picture) }).join();
  };
  it('one pixel is grey', () => expect(change(0, [254, 255, 255, 0])).toContain('white'));
  it('it is opaque everywhere', () => {
    const picture = drawOutlineIcon();
    const files = { ...good, 'outline.png': toPng({ ...picture, pixels: picture.pixels.map(() => 255) }) };
    expect(lintPackage(files).join()).toContain('transparent behind');
  });
});
