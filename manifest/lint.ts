// The mistakes that the official schema lets through and Teams, its store or a hospital's review doesn't.
import { strFromU8 } from 'fflate';
import { z } from 'zod';
import { lintIcons } from './icons/icon-rules';
import { type LanguageWords, languageShape, type Manifest, manifestShape } from './manifest.schema';
import type { PackageFiles } from './package';

interface Rule {
  readonly id: string;
  /** Sentences that say what is wrong and what to do; none if all is well. */
  readonly find: (manifest: Manifest, files: PackageFiles) => readonly string[];
}

/** All that the app may ask of a team: who belongs to it. */
const allowedPermissions = [
  'TeamMember.Read.Group',
  'ChannelMember.Read.Group',
  // The team's name and the channel's kind: a private channel has data of its own.
  'TeamSettings.Read.Group',
  'ChannelSettings.Read.Group',
];
/** Teams fills these in; others would put ids of people and teams into logged addresses. */
const allowedPlaceholders = ['{locale}', '{theme}'];
const hostName = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

function tabUrls(manifest: Manifest): string[] {
  return [
    ...manifest.configurableTabs.map((tab) => tab.configurationUrl),
    ...manifest.staticTabs.flatMap((tab) => [tab.contentUrl, ...(tab.websiteUrl ? [tab.websiteUrl] : [])]),
  ];
}

/** The placeholders out, so that the rest can be parsed. */
function toHost(url: string): string {
  const bare = url.replace(/\{\w+\}/g, 'x');
  return URL.canParse(bare) ? new URL(bare).host : '';
}

function languages(
  manifest: Manifest,
  files: PackageFiles,
): (readonly [file: string, words: LanguageWords])[] {
  return manifest.localizationInfo.additionalLanguages.flatMap(({ file }) => {
    const content = files[file];
    return content ? [[file, z.record(z.string(), z.string()).parse(JSON.parse(strFromU8(content)))]] : [];
  });
}

function namedFiles(manifest: Manifest): string[] {
  return [
    'manifest.json',
    manifest.icons.color,
    manifest.icons.outline,
    ...manifest.localizationInfo.additionalLanguages.map((language) => language.file),
  ];
}

const addressRules: readonly Rule[] = [
  {
    id: 'https-only',
    find: (m) =>
      [...Object.values(m.developer), ...tabUrls(m)]
        .filter((url) => /^http:/i.test(url))
        .map((url) => `${url}: Teams loads https only; set PATIENTS_PUBLIC_URL to an https address.`),
  },
  {
    id: 'domain-is-bare-host',
    find: (m) =>
      m.validDomains
        .filter((domain) => !hostName.test(domain))
        .map((domain) => `validDomains "${domain}": give a full host name, no scheme, port, address or *.`),
  },
  {
    id: 'only-our-domain',
    find: (m) =>
      m.validDomains
        .filter((domain) => tabUrls(m).every((url) => toHost(url) !== domain))
        .map((domain) => `validDomains "${domain}": no tab is served from there; take it out.`),
  },
  {
    id: 'tab-in-domains',
    find: (m) =>
      tabUrls(m)
        .filter((url) => !m.validDomains.includes(toHost(url)))
        .map((url) => `${url}: its host isn't in validDomains, so Teams refuses to frame it.`),
  },
  {
    id: 'resource-is-ours',
    find: (m) =>
      tabUrls(m)
        .map((url) => `api://${toHost(url)}/${m.webApplicationInfo.id}`)
        .filter((resource) => resource !== m.webApplicationInfo.resource)
        .slice(0, 1)
        .map((resource) => `webApplicationInfo.resource must be "${resource}", or sign-in fails.`),
  },
  {
    id: 'placeholders',
    find: (m) =>
      tabUrls(m)
        .flatMap((url) => url.match(/\{\w+\}/g) ?? [])
        .filter((placeholder) => !allowedPlaceholders.includes(placeholder))
        .map((placeholder) => `${placeholder} in an address: addresses are logged; ask teams-js instead.`),
  },
];

const textRules: readonly Rule[] = [
  {
    id: 'version-triple',
    find: (m) =>
      /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/.test(m.version)
        ? []
        : [`version "${m.version}": give three numbers, such as 1.0.0; Teams compares them at an update.`],
  },
  {
    id: 'names-differ',
    find: (m, files) =>
      [
        ['manifest.json', { 'name.short': m.name.short, 'name.full': m.name.full }] as const,
        ...languages(m, files),
      ]
        .filter(([, text]) => text['name.short'] === text['name.full'])
        .map(([file]) => `${file}: name.full repeats name.short; say what the app is.`),
  },
  {
    id: 'descriptions-differ',
    find: (m, files) =>
      [
        [
          'manifest.json',
          { 'description.short': m.description.short, 'description.full': m.description.full },
        ] as const,
        ...languages(m, files),
      ]
        .filter(([, text]) => text['description.full']?.includes(text['description.short'] ?? ''))
        .map(([file]) => `${file}: description.full repeats description.short; the store refuses that.`),
  },
  {
    id: 'languages-valid',
    find: (m, files) =>
      languages(m, files).flatMap(([file, words]) => {
        const { error } = languageShape.safeParse(words);
        return (error?.issues ?? []).map((issue) => `${file}: "${issue.path.join('.')}": ${issue.message}.`);
      }),
  },
  {
    id: 'tabs-named',
    find: (m, files) =>
      languages(m, files).flatMap(([file, words]) =>
        m.staticTabs
          .map((_tab, index) => `staticTabs[${index}].name`)
          .filter((key) => !words[key])
          .map((key) => `${file}: the words for "${key}" are missing.`),
      ),
  },
];

const packageRules: readonly Rule[] = [
  {
    id: 'files-present',
    find: (m, files) =>
      namedFiles(m)
        .filter((path) => !files[path])
        .map((path) => `${path}: the manifest names it, but it isn't in the package.`),
  },
  {
    id: 'nothing-else',
    find: (m, files) =>
      Object.keys(files)
        .filter((path) => !namedFiles(m).includes(path))
        .map((path) => `${path}: the manifest doesn't name it; leave it out of the package.`),
  },
  {
    id: 'least-permissions',
    find: (m) =>
      m.authorization.permissions.resourceSpecific
        .filter(({ name, type }) => !allowedPermissions.includes(name) || type !== 'Application')
        .map(
          ({ name, type }) => `${name} (${type}): the app needs only ${allowedPermissions.join(' and ')}.`,
        ),
  },
  {
    id: 'identity',
    find: (m) =>
      m.permissions?.join() === 'identity'
        ? []
        : ['permissions: exactly ["identity"], or Teams keeps the team and the user from the tab.'],
  },
  {
    id: 'both-tabs',
    find: (m) => [
      ...(m.configurableTabs.length === 1
        ? []
        : ['configurableTabs: give one, which an owner adds to a channel.']),
      ...(m.staticTabs.length > 0
        ? []
        : ['staticTabs: give "my lists", which each person opens for themselves.']),
    ],
  },
  {
    id: 'channel-only',
    find: (m) =>
      m.configurableTabs.every((tab) => tab.context?.join() === 'channelTab')
        ? []
        : ['configurableTabs: set context to ["channelTab"]; left out, Teams offers chats and meetings too.'],
  },
  { id: 'icons', find: (m, files) => lintIcons(files[m.icons.color], files[m.icons.outline]) },
];

export const rules: readonly Rule[] = [...addressRules, ...textRules, ...packageRules];

/** `rule: sentence` for each fault. */
export function lintPackage(files: PackageFiles): string[] {
  const content = files['manifest.json'];
  if (!content) return ['files-present: manifest.json is missing.'];
  const manifest = manifestShape.parse(JSON.parse(strFromU8(content)));
  return rules.flatMap((rule) => rule.find(manifest, files).map((fault) => `${rule.id}: ${fault}`));
}
