// The command as somebody types it, against the sandbox: what it prints, what it keeps to itself, and its exit code.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { presetIds } from '../../api/partners/preset-ids';
import { askForToken, findPartner } from '../sandbox/ask';
import { tenantIds } from '../sandbox/persona';
import { type DemoSandbox, startSandbox } from '../sandbox/sandbox';
import { runInterop } from './command';
import { alma } from './personas';
import { readMatrix } from './readme';

let sandbox: DemoSandbox;
const folder = mkdtempSync(join(tmpdir(), 'patients-interop-'));
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.reset());
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

const whom = ['--family', alma.family, '--given', alma.given, '--birthdate', alma.birthdate];

async function run(...words: string[]) {
  const paper: string[] = [];
  const said: string[] = [];
  const code = await runInterop(words, {
    write: (text) => void paper.push(text),
    say: (text) => void said.push(text),
  });
  return { code, paper: paper.join('\n'), said: said.join('\n') };
}

function toFile(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** The row's cells without the name that the server gives itself. */
const toCells = (row = '') => row.split(' | ').slice(1);
const findRow = (name: string) =>
  readMatrix()
    .split('\n')
    .find((line) => line.startsWith(`| ${name} |`));

describe('npm run interop -- <base url>', () => {
  it('prints every check, every answer and the row that README has, and writes nothing to the server', async () => {
    const { code, paper, said } = await run(sandbox.links.open, '--allow-private', ...whom);
    expect([code, said]).toEqual([0, '']);
    expect(paper).toContain('✓ link: reachable');
    expect(paper).toContain('✓ byMrn              The MRN finds this patient alone.');
    expect(toCells(paper.split('\n').at(-1))).toEqual(toCells(findRow('Open sandbox')));
    const asked = sandbox.journal('open');
    expect(asked.length).toBeGreaterThan(10);
    for (const { method, path, body = '' } of asked) {
      expect(['GET', 'POST']).toContain(method);
      if (method === 'POST') expect(path).toMatch(/\/fhir\/?$|\/_search$/);
      expect(body).not.toMatch(/"method":"(?!GET)/);
    }
  });

  it('signs in with a partner entry, and keeps secret, names and numbers to itself', async () => {
    const entry = findPartner(sandbox, 'meridian');
    const client = toFile('client.json', JSON.stringify([entry]));
    const asTenant = ['--client', client, '--tenant', tenantIds.seaview, '--allow-private', '--json'];
    const { code, paper } = await run(sandbox.links.meridian, ...asTenant, ...whom);
    const told = JSON.parse(paper);
    expect([code, told.release]).toEqual([0, 'STU3']);
    expect(toCells(told.row)).toEqual(toCells(findRow('Meridian Bridge')));
    expect(told.findings).toContainEqual(expect.objectContaining({ id: 'token', verdict: 'works' }));
    for (const kept of [entry.auth.clientSecret, alma.family, alma.given, alma.birthdate, 'eyJ'])
      expect(paper).not.toContain(kept);
  });

  it('takes a token that somebody has already, by the rules of a preset', async () => {
    const { json } = await askForToken(findPartner(sandbox, 'meridian'), tenantIds.seaview);
    const token = toFile('token', `${json.access_token}\n`);
    const ways = ['--token', token, '--preset', 'contract', '--allow-private'];
    const { code, paper } = await run(sandbox.links.meridian, ...ways, ...whom);
    expect([code, paper.includes(String(json.access_token))]).toEqual([0, false]);
    // One secret came by, for the token that the test itself asked for.
    expect(sandbox.journal('meridian').filter(({ hasSecret }) => hasSecret)).toHaveLength(1);
  });

  it('a wrong secret, a server that is none and one that lies end with 1 and say what is wrong', async () => {
    const { auth, ...entry } = findPartner(sandbox, 'meridian');
    const client = toFile(
      'wrong.json',
      JSON.stringify({ ...entry, auth: { ...auth, clientSecret: 'wrong' } }),
    );
    const wrong = await run(sandbox.links.meridian, '--client', client, '--allow-private');
    expect([wrong.code, wrong.paper]).toEqual([1, expect.stringContaining('✗ link: token')]);
    const html = await run(sandbox.badLinks.html, '--allow-private');
    expect([html.code, html.paper]).toEqual([
      1,
      expect.stringContaining('– connect            The link is refused'),
    ]);
    sandbox.knobs('open').set({ leakOtherPatient: ['Condition'] });
    const lying = await run(sandbox.links.open, '--allow-private', ...whom);
    expect([lying.code, lying.paper]).toEqual([1, expect.stringContaining('✗ problems')]);
  });

  it('a server that nobody is known at is no failure: what was not asked says why', async () => {
    const { code, paper } = await run(sandbox.links.open, '--allow-private', '--patient', 'nobody-at-all');
    expect([code, paper]).toEqual([
      0,
      expect.stringContaining('Nobody was found to ask about; name somebody.'),
    ]);
  });

  it('loopback is out of reach unless it is allowed', async () => {
    const { code, paper } = await run(sandbox.links.open);
    expect([code, paper]).toEqual([1, expect.stringContaining('✗ link: address')]);
    expect(sandbox.journal('open')).toEqual([]);
  });

  it.each([
    ['nothing', [], 'npm run interop -- <base url>'],
    ['two addresses', ['https://a.example/r4', 'https://b.example/r4'], 'npm run interop -- <base url>'],
    ['an address beside --personas', ['https://a.example/r4', '--personas'], 'npm run interop -- <base url>'],
    ['an unknown option', ['https://a.example/r4', '--shout'], '--shout'],
    ['an option without its value', ['https://a.example/r4', '--token'], '--token'],
    [
      'an unknown preset',
      ['https://a.example/r4', '--preset', 'epik'],
      `take one of ${presetIds.join(', ')}`,
    ],
    ['a file that is not there', ['https://a.example/r4', '--client', join(folder, 'none')], 'ENOENT'],
    ['no address', ['fhir.hospital.example'], 'looks like https://'],
    ['an address with credentials', ['https://who:secret@a.example/r4'], 'without a user'],
    ['an address with a question', ['https://a.example/r4?secret@'], 'without a user'],
    ['an address of another kind', ['ftp://a.example/r4'], 'looks like https://'],
  ])('%s: exit code 2, a sentence, and nobody is asked', async (_what, words, sentence) => {
    const { code, paper, said } = await run(...words);
    expect([code, paper]).toEqual([2, '']);
    expect(said).toContain(sentence);
    expect(said).not.toContain('secret@');
  });
});
