// The two pages that the Teams manifest names: privacy and terms of use. Plain text as HTML, no script. Knows no HTTP.
import { createHash } from 'node:crypto';
import { type Language, languages } from '../contract/languages';
import { limits } from '../contract/limits';
import type { AboutKind, AboutWords } from './words';
import { en } from './words-en';
import { ja } from './words-ja';
import { zhTw } from './words-zh-tw';

export interface AboutFacts {
  /** How people reach this server, without scheme. */
  readonly host: string;
  /** Who runs it; undefined where the operator gave no name. */
  readonly operator: string | undefined;
  /** A mail address or a link. */
  readonly contact: string | undefined;
  /** How long an answer of the EHR is kept in memory. */
  readonly cacheSeconds: number;
}

export interface About {
  toPage(kind: AboutKind, language: Language): string;
  /** Of the pages' one style sheet, as a Content-Security-Policy names it. */
  readonly styleSource: string;
}

const words: Readonly<Record<Language, AboutWords>> = { en, ja, 'zh-TW': zhTw };

const style =
  ':root{color-scheme:light dark}body{font:1rem/1.6 system-ui,sans-serif;max-width:42rem;margin:2rem auto;' +
  'padding:0 1rem}h1{font-size:1.6rem}h2{font-size:1.15rem;margin:1.5rem 0 0}nav a{margin-inline-end:1rem}';

export function createAbout(facts: AboutFacts): About {
  const values: Readonly<Record<string, string>> = {
    host: facts.host,
    operator: facts.operator ?? '',
    contact: facts.contact ?? '',
    seconds: String(facts.cacheSeconds),
    days: String(limits.removedKeptDays),
  };
  const fill = (text: string) =>
    toEscaped(text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole));
  return {
    styleSource: `'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    toPage(kind, language) {
      const said = words[language];
      const parts = [
        `<h1>${fill(`Patients: ${said.titles[kind]}`)}</h1>`,
        `<p>${fill(facts.operator ? said.runBy : said.runByUnnamed)}</p>`,
        facts.contact ? `<p>${fill(said.contact)}</p>` : '',
        ...said.sections[kind].flatMap(({ heading, paragraphs }) => [
          `<h2>${fill(heading)}</h2>`,
          ...paragraphs.map((paragraph) => `<p>${fill(paragraph)}</p>`),
        ]),
      ];
      return toDocument(language, said.titles[kind], [...parts, toLinks(kind, language)]);
    },
  };
}

/** The other page, and this one in the other languages. */
function toLinks(kind: AboutKind, language: Language): string {
  const other = kind === 'privacy' ? 'terms' : 'privacy';
  const others = languages.filter((each) => each !== language);
  const links = [
    `<a href="/${other}?lang=${language}">${toEscaped(words[language].titles[other])}</a>`,
    ...others.map(
      (each) =>
        `<a href="/${kind}?lang=${each}" lang="${each}" hreflang="${each}">${toEscaped(words[each].language)}</a>`,
    ),
  ];
  return `<nav>${links.join(' ')}</nav>`;
}

function toDocument(language: Language, title: string, parts: readonly string[]): string {
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>Patients: ${toEscaped(title)}</title><style>${style}</style></head>`,
    `<body><main>${parts.filter((part) => part !== '').join('\n')}</main></body></html>\n`,
  ].join('\n');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function toEscaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => entities[char] ?? char);
}
